"""Invitations into an organization, which only the invited address can accept, once."""

import hashlib
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import unasked_mail
from accounts.actions.notifications import notify
from accounts.models import (
    Invitation,
    InvitationState,
    Membership,
    Organization,
    RemovedMember,
    Role,
    User,
)
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

MAIL_WORK = "accounts.mail_invitation"
VALID_DAYS = 14


class AlreadyMember(Exception):
    """The invited address belongs to a member."""


class AlreadyInvited(Exception):
    """An invitation to this address is open."""


class NotVetted(Exception):
    """Only a vetted organization sends mail to people."""


class NotInvited(Exception):
    """This person has not verified the invited address for sign-in."""


class NotOpen(Exception):
    """The invitation was used, declined, withdrawn, or is too old."""


@transaction.atomic
def invite(*, organization: Organization, email: str, role: str, by: User) -> Invitation:
    """Invite an address. The mail goes out after the commit.

    Raises NotVetted, AlreadyMember, AlreadyInvited, and ValueError for a role that is none.
    """
    if not organization.is_vetted:
        raise NotVetted
    email = email.strip().lower()
    if Membership.objects.filter(
        organization=organization,
        user__emailaddress__email=email,
        user__emailaddress__verified=True,
    ).exists():
        raise AlreadyMember
    Invitation.objects.filter(
        organization=organization,
        email=email,
        state=InvitationState.SENT,
        expires_at__lte=timezone.now(),
    ).update(state=InvitationState.WITHDRAWN)
    invitation = Invitation(
        organization=organization,
        email=email,
        role=Role(role),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=VALID_DAYS),
    )
    invitation.token_hash = _hashed(token_of(invitation))
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyInvited from error
    record(by=by, obj=invitation, deed="invitation_sent", codes={"role": invitation.role})
    due_at = unasked_mail.due_at(to=email, wish_of=organization.pk)
    enqueue(MAIL_WORK, invitation.id, due_at=due_at)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> bool:
    """Make an open invitation useless. False when it was not open."""
    if not move(invitation, to=InvitationState.WITHDRAWN):
        return False
    record(by=by, obj=invitation, deed="invitation_withdrawn")
    return True


@transaction.atomic
def accept(*, invitation: Invitation, by: User) -> Membership:
    """Become a member. Raises NotInvited and NotOpen."""
    if not may_answer(invitation=invitation, user=by):
        raise NotInvited
    if invitation.is_expired or not move(invitation, to=InvitationState.ACCEPTED):
        raise NotOpen
    membership, _created = Membership.objects.get_or_create(
        organization=invitation.organization, user=by, defaults={"role": invitation.role}
    )
    RemovedMember.objects.filter(organization=invitation.organization, user=by).delete()
    record(by=by, obj=invitation, deed="invitation_accepted", codes={"role": invitation.role})
    if invitation.invited_by is not None:
        notify(
            user=invitation.invited_by,
            kind="invitation_accepted",
            params={"person": by.display_name, "organization": invitation.organization.name},
            url=f"/organizations/{invitation.organization_id}/",
        )
    return membership


@transaction.atomic
def decline(*, invitation: Invitation, by: User) -> None:
    """Say no. Raises NotInvited and NotOpen."""
    if not may_answer(invitation=invitation, user=by):
        raise NotInvited
    if not move(invitation, to=InvitationState.DECLINED):
        raise NotOpen
    record(by=by, obj=invitation, deed="invitation_declined")


def may_answer(*, invitation: Invitation, user: User) -> bool:
    """Whether the person has verified exactly the invited address, for sign-in: an address that
    only receives credentials lets nobody in."""
    proven = EmailAddress.objects.filter(user=user, verified=True, email=invitation.email.lower())
    return bool(proven.exists())


def token_of(invitation: Invitation) -> str:
    """The token of the invitation's link: derived from the secret key, so that the mail can be
    written in the background while the database holds a hash only."""
    return salted_hmac("accounts.invitation", str(invitation.id), algorithm="sha256").hexdigest()


def invitation_of_token(token: str) -> Invitation | None:
    """The invitation that this link leads to, in whatever state."""
    return (
        Invitation.objects.select_related("organization", "invited_by")
        .filter(token_hash=_hashed(token))
        .first()
    )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
