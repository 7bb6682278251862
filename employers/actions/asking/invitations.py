"""The way of a request to an email address: the mail, its link, and the account that takes over.

The link opens nothing by itself. Only an account that has verified exactly this address for
sign-in becomes the holder, once."""

import hashlib
from functools import partial
from smtplib import SMTPException
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from accounts.actions.notifications import notify
from accounts.mail import send
from accounts.models import User, Vetting
from employers.actions.protecting.undelivered import decline_later, is_blocked
from employers.actions.refusals import MoveLost, NotInvited
from employers.asking.purposes import legal_basis
from employers.models import VerificationRequest
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.work import Effect, Transient, enqueue

MAIL_WORK = "employers.mail_request_invitation"
RETRY_AFTER_SECONDS = 900


def token_of(request: VerificationRequest) -> str:
    """The token of the invitation's link: derived from the secret key, so that the mail can be
    written in the background while the database holds a hash only."""
    return salted_hmac("employers.request", str(request.id), algorithm="sha256").hexdigest()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def request_of_token(token: str) -> VerificationRequest | None:
    """The request that this link leads to, in whatever state."""
    return (
        VerificationRequest.objects.select_related("organization", "requested_by", "holder")
        .filter(token_hash=hashed(token))
        .first()
    )


def may_take(*, request: VerificationRequest, user: User) -> bool:
    """Whether the person has verified exactly the address that the request went to."""
    proven = EmailAddress.objects.filter(user=user, verified=True, email=request.invited_email)
    return bool(request.invited_email) and bool(proven.exists())


@transaction.atomic
def take(*, request: VerificationRequest, by: User) -> VerificationRequest:
    """The owner of the address becomes the holder. Once: nobody can take it from them.

    Raises:
        NotInvited: another address, or an unverified one.
        MoveLost: taken over already, closed, or not for this person to see.
    """
    if not may_take(request=request, user=by):
        raise NotInvited
    may_see = VerificationRequest.objects.sent_to_address_of(by).filter(pk=request.pk)
    if not may_see.exists() or not _unclaimed(request).update(holder=by):
        raise MoveLost
    request.refresh_from_db(fields=["holder"])
    record(by=by, obj=request, deed="request_taken_over")
    return request


def deliver(request_id: UUID) -> Effect | None:
    """Mail the invitation. An account that has this address becomes the holder at once, and finds
    the request in the portal too. Work in the background, so that the requester's page takes the
    same time for everybody. Raises Transient while the mail server does not answer."""
    request = _open_request(request_id)
    if request is None:
        return None
    if not request.organization.is_vetted:
        return partial(_keep_back, request)
    account = _account_of(request.invited_email)
    if account and is_blocked(holder=account, organization=request.organization):
        return lambda: _leave_undelivered(request)
    _mail(request, number=0)
    return (lambda: _give_to(request, account)) if account else None


def remind(request_id: UUID) -> None:
    """Mail the invitation again, to an address that no account has taken over."""
    request = _open_request(request_id)
    if request is None or not request.organization.is_vetted:
        return
    if request.holder is None:
        _mail(request, number=request.reminders_sent)


def resume(*, at_most: int = 500) -> int:
    """Mail the invitations that a suspension kept back and that has ended. Run by the beat.

    Returns: how many get another piece of work.
    """
    back = VerificationRequest.objects.filter(
        invitation_waits=True, organization__vetting=Vetting.VETTED
    )
    return sum(_mail_after_all(pk) for pk in list(back.values_list("pk", flat=True)[:at_most]))


@transaction.atomic
def _mail_after_all(pk: UUID) -> bool:
    # Of two beats at once one finds it.
    won = VerificationRequest.objects.filter(pk=pk, invitation_waits=True)
    if not won.update(invitation_waits=False):
        return False
    enqueue(MAIL_WORK, pk)
    return True


def _keep_back(request: VerificationRequest) -> None:
    _unclaimed(request).update(invitation_waits=True)


def _open_request(request_id: UUID) -> VerificationRequest | None:
    return (
        VerificationRequest.objects.select_related("organization", "requested_by", "holder")
        .filter(
            id=request_id,
            state__in=OPEN_STATES,
            undelivered=False,
            deadline__gt=timezone.now(),
        )
        .first()
    )


def _account_of(email: str) -> User | None:
    found = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True)
    address = found.select_related("user").first()
    return address.user if address else None


def _unclaimed(request: VerificationRequest) -> QuerySet[VerificationRequest]:
    """The row while nobody has it. Its own columns only: an UPDATE that asks other tables looks at
    them in a subquery, which PostgreSQL does not repeat after waiting for somebody else."""
    return VerificationRequest.objects.filter(
        pk=request.pk, holder__isnull=True, state__in=OPEN_STATES, undelivered=False
    )


def _leave_undelivered(request: VerificationRequest) -> None:
    if _unclaimed(request).update(undelivered=True):
        decline_later(request)


def _give_to(request: VerificationRequest, account: User) -> None:
    if not _unclaimed(request).update(holder=account):
        return
    record(by=None, obj=request, deed="request_delivered")
    # The invitation itself was mailed to the address that the requester knows.
    notify(
        user=account,
        kind="request_received",
        params={"organization": request.organization.name},
        url=reverse("request_for_me", args=[request.id]),
        email=False,
    )


def _mail(request: VerificationRequest, *, number: int) -> None:
    organization = " ".join(request.organization.name.split())
    subject = gettext("%(organization)s asks you to have something verified")
    if number:
        subject = gettext("Reminder: %(organization)s asks you to have something verified")
    try:
        send(
            to=request.invited_email,
            subject=subject % {"organization": organization},
            template="employers/mail/invitation.txt",
            context={
                "asked": request,
                "claims": list(request.requested_claims.all()),
                "legal_basis": legal_basis(request.purpose_code),
                "path": reverse("request_invitation", args=[token_of(request)]),
            },
            stable_id=f"request.{request.id}.{number}",
        )
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error
