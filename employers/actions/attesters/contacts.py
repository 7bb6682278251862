"""Whom a holder names for a claim, and which address an organization names for itself."""

from django.db import transaction

from accounts.domains import belongs_to
from accounts.models import Membership, Organization, Role, User
from employers.actions.refusals import NotAllowed
from employers.attesters import knowing as attesters
from employers.models import AttesterContact, Registrar
from passports.models import Claim
from portal.kernel.audit import record


class CannotBeAsked(Exception):
    """This address cannot be asked; the text says why."""


class NotAtOwnDomain(Exception):
    """The address is at no domain that the organization has proven."""


@transaction.atomic
def name_contact(
    *, claim: Claim, by: User, email: str, name: str, role: str, language: str = ""
) -> AttesterContact:
    """Keep whom to ask about a claim, in place of anybody named before.

    Raises:
        NotAllowed: the claim is not the holder's, or removed.
        CannotBeAsked: the address is the holder's own, or none.
    """
    if claim.holder_id != by.pk or claim.removed_at is not None or claim.current is None:
        raise NotAllowed("holder")
    if refusal := attesters.refusal_of(email, by):
        raise CannotBeAsked(refusal)
    standing, _organization = attesters.standing_of(email, claim.current)
    contact, _created = AttesterContact.objects.update_or_create(
        claim=claim,
        defaults={
            "holder": by,
            "email": email.strip().lower(),
            "name": name,
            "role": role,
            "language": language,
            "standing": standing,
        },
    )
    codes = {"claim": str(claim.pk), "standing": str(standing)}
    record(by=by, obj=contact, deed="attester_named", codes=codes)
    return contact


@transaction.atomic
def remove_contact(*, contact: AttesterContact, by: User) -> None:
    """Forget whom to ask. What was asked already goes on until it is stopped."""
    if contact.holder_id != by.pk:
        raise NotAllowed("holder")
    record(by=by, obj=contact, deed="attester_removed")
    contact.delete()


@transaction.atomic
def name_registrar(
    *, organization: Organization, email: str, by: User, language: str = ""
) -> Registrar:
    """Say where the organization wants to be asked. It is preferred to whom a holder names.

    Raises:
        NotAllowed: `by` is no owner, or the organization is not vetted.
        NotAtOwnDomain: the organization has not proven the domain of the address.
    """
    _require_owner(organization, by)
    if not belongs_to(email, organization):
        raise NotAtOwnDomain
    registrar, _created = Registrar.objects.update_or_create(
        organization=organization,
        defaults={"email": email.strip().lower(), "language": language, "named_by": by},
    )
    record(by=by, obj=registrar, deed="registrar_named")
    return registrar


@transaction.atomic
def remove_registrar(*, organization: Organization, by: User) -> bool:
    """From now on holders name whom to ask. False when there was none. Raises NotAllowed."""
    _require_owner(organization, by)
    registrar = Registrar.objects.filter(organization=organization).first()
    if registrar is None:
        return False
    record(by=by, obj=registrar, deed="registrar_removed")
    registrar.delete()
    return True


def _require_owner(organization: Organization, by: User) -> None:
    owners = Membership.objects.active().filter(organization=organization, role=Role.OWNER)
    if not owners.filter(user=by).exists():
        raise NotAllowed("role")
