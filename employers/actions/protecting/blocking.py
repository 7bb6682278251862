"""A holder wants nothing more of an organization, or changes their mind."""

from django.db import transaction

from accounts.models import Organization, User
from employers.actions.asking.invitations import take
from employers.actions.deciding import decline
from employers.actions.refusals import MoveLost, NotAllowed
from employers.models import OrganizationBlock, VerificationRequest
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record


@transaction.atomic
def block(*, organization: Organization, by: User) -> OrganizationBlock:
    """Decline what this organization has open, and deliver nothing of it any more.

    The organization learns that its requests were declined, and nothing of the block.

    Raises NotAllowed when the organization has never asked this person for anything.
    """
    mine = VerificationRequest.objects.of_holder(by).filter(organization=organization)
    waiting = VerificationRequest.objects.sent_to_address_of(by).filter(organization=organization)
    if not mine.exists() and not waiting.exists():
        raise NotAllowed("never asked")
    for request in waiting:
        take(request=request, by=by)
    found, created = OrganizationBlock.objects.get_or_create(holder=by, organization=organization)
    if created:
        record(by=by, obj=found, deed="organization_blocked")
    for request in mine.filter(state__in=OPEN_STATES).select_related("organization"):
        try:
            decline(request=request, by=by)
        except MoveLost:
            continue
    return found


@transaction.atomic
def unblock(*, block: OrganizationBlock, by: User) -> None:
    """Later requests are delivered again. Raises NotAllowed for somebody else's block."""
    if block.holder_id != by.id:
        raise NotAllowed("holder")
    record(by=by, obj=block, deed="organization_unblocked")
    block.delete()
