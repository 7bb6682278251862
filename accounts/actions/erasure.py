"""Deleting an account: everything, at once, for good."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext

from accounts.actions.organizations import lock_owners, organizations_to_hand_over
from accounts.followers import tell_member_gone
from accounts.mail import send
from accounts.models import Organization, User
from portal.kernel.audit import record
from portal.kernel.personal_data import erase_everything


class HandOverFirst(Exception):
    """The person is the only owner of organizations that have other members."""

    def __init__(self, organizations: list[Organization]) -> None:
        super().__init__("an organization would be left without an owner")
        self.organizations = organizations


@transaction.atomic
def erase(*, user: User, by: User) -> None:
    """Delete the person and what every app holds about them, or nothing at all.

    Raises HandOverFirst. Audit rows stay: the opaque id in them leads nowhere afterwards.
    """
    # In one order, so that two owners who leave at once wait for each other and not for ever.
    mine = Organization.objects.filter(pk__in=user.memberships.values("organization"))
    organizations = list(mine.order_by("pk"))
    for organization in organizations:
        lock_owners(organization)
    stuck = organizations_to_hand_over(user=user)
    if stuck:
        raise HandOverFirst(stuck)
    primary = EmailAddress.objects.filter(user=user, primary=True, verified=True).first()
    address = primary.email if primary else user.email
    audit_id = user.audit_id
    record(by=by, obj=user, deed="person_erased")
    # Told as of a member who leaves: the notices are for the owners who stay.
    for organization in organizations:
        tell_member_gone(organization, user)
    erase_everything(user)
    transaction.on_commit(lambda: _confirm(address, str(audit_id)))


def _confirm(address: str, stable_id: str) -> None:
    """The last mail: nothing in the database remembers the address any more."""
    send(
        to=address,
        subject=gettext("Your account was deleted"),
        template="accounts/mail/account_deleted.txt",
        context={},
        stable_id=f"erased.{stable_id}",
    )
