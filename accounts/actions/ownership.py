"""Handing an organization over: an owner offers, the other member accepts."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.actions.organizations import lock_owners
from accounts.models import Membership, OwnershipTransfer, Role, TransferState, User
from portal.kernel.audit import record
from portal.kernel.moves import move

VALID_DAYS = 14


class OfferedAlready(Exception):
    """The owner has an open offer in this organization."""


class NotPossible(Exception):
    """One of the two is not what they were: no owner, no member, or suspended."""


class NotOpen(Exception):
    """The offer was answered, withdrawn, or is too old."""


@transaction.atomic
def offer(*, membership: Membership, by: User) -> OwnershipTransfer:
    """Offer one's ownership to another member. Raises OfferedAlready and NotPossible."""
    organization = membership.organization
    lock_owners(organization)
    is_member = Membership.objects.filter(pk=membership.pk, user__is_active=True)
    if membership.user_id == by.pk or not is_member.exists() or not _is_owner(organization.pk, by):
        raise NotPossible
    OwnershipTransfer.objects.filter(
        organization=organization,
        offered_by=by,
        state=TransferState.OFFERED,
        expires_at__lte=timezone.now(),
    ).update(state=TransferState.WITHDRAWN)
    try:
        with transaction.atomic():
            made = OwnershipTransfer.objects.create(
                organization=organization,
                offered_by=by,
                offered_to=membership.user,
                expires_at=timezone.now() + timedelta(days=VALID_DAYS),
            )
    except IntegrityError as error:
        raise OfferedAlready from error
    record(by=by, obj=made, deed="ownership_offered")
    _tell(made, made.offered_to, "ownership_offered", by)
    return made


@transaction.atomic
def accept(*, transfer: OwnershipTransfer, by: User) -> None:
    """Become an owner; who offered becomes a recruiter. Raises NotOpen and NotPossible."""
    lock_owners(transfer.organization)
    memberships = Membership.objects.filter(organization=transfer.organization)
    if transfer.offered_to_id != by.pk or not memberships.filter(user=by).exists():
        raise NotPossible
    if not _is_owner(transfer.organization_id, transfer.offered_by):
        raise NotPossible
    if not transfer.is_open or not move(transfer, to=TransferState.ACCEPTED):
        raise NotOpen
    memberships.filter(user=by).update(role=Role.OWNER)
    memberships.filter(user=transfer.offered_by_id).update(role=Role.RECRUITER)
    record(by=by, obj=transfer, deed="ownership_accepted")
    _tell(transfer, transfer.offered_by, "ownership_accepted", by)


@transaction.atomic
def decline(*, transfer: OwnershipTransfer, by: User) -> None:
    """Say no. Raises NotOpen and NotPossible."""
    if transfer.offered_to_id != by.pk:
        raise NotPossible
    if not move(transfer, to=TransferState.DECLINED):
        raise NotOpen
    record(by=by, obj=transfer, deed="ownership_declined")
    _tell(transfer, transfer.offered_by, "ownership_declined", by)


@transaction.atomic
def withdraw(*, transfer: OwnershipTransfer, by: User) -> None:
    """Take the offer back. Raises NotOpen and NotPossible."""
    if transfer.offered_by_id != by.pk:
        raise NotPossible
    if not move(transfer, to=TransferState.WITHDRAWN):
        raise NotOpen
    record(by=by, obj=transfer, deed="ownership_withdrawn")


def _is_owner(organization_id: UUID, user: User) -> bool:
    return Membership.objects.filter(
        organization=organization_id, user=user, role=Role.OWNER, user__is_active=True
    ).exists()


def _tell(transfer: OwnershipTransfer, reader: User, kind: str, by: User) -> None:
    notify(
        user=reader,
        kind=kind,
        params={"organization": transfer.organization.name, "person": by.display_name},
        url=f"/organizations/transfers/{transfer.pk}/"
        if kind == "ownership_offered"
        else f"/organizations/{transfer.organization_id}/",
    )
