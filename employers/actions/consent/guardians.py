"""From 13 to 17, a parent or guardian agrees before anything is authorized.

The minor signs and names an address; its owner gets a link, proves the address by a code, reads
the same disclosure and decides with a typed name.
"""

import datetime as dt
import hashlib
from collections.abc import Collection
from smtplib import SMTPException
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.actions.notifications import notify
from accounts.ages import needs_guardian
from accounts.domains import domain_of
from accounts.mail import send
from accounts.models import User
from employers.actions import deciding
from employers.actions.attesters.codes import NotOpen
from employers.actions.consent.consenting import Signature, end, sign
from employers.actions.consent.withdrawing import end_permission
from employers.actions.refusals import MoveLost, NotAllowed
from employers.attesters.knowing import is_own
from employers.models import (
    ConsentEnd,
    GuardianConsent,
    GuardianState,
    RequestState,
    VerificationRequest,
)
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import Transient, enqueue

MAIL_WORK = "employers.mail_guardian"
VALID = dt.timedelta(days=14)
FORGOTTEN_AFTER = dt.timedelta(days=30)
RETRY_AFTER_SECONDS = 900


def refusal_of(*, email: str, request: VerificationRequest) -> str:
    """The sentence that says why this address is no guardian's; empty if it may be one."""
    if request.holder is not None and is_own(email, request.holder):
        return _("This is your own address. Give that of your parent or guardian.")
    if request.requested_by is not None and is_own(email, request.requested_by):
        return _("This is the address of who asks you. Give that of your parent or guardian.")
    if not domain_of(email):
        return _("Enter an email address at a real domain, like name@mail.com.")
    return ""


@transaction.atomic
def ask(
    *,
    request: VerificationRequest,
    by: User,
    included: Collection[UUID],
    signature: Signature,
    email: str,
) -> GuardianConsent:
    """Keep what the minor signed, and ask the guardian. An earlier signature is replaced, and its
    link dead.

    Raises:
        NotAllowed: `by` is not the holder or no minor, nothing is chosen, or not this address.
        MoveLost: the request is closed.
        Changed: what was shown is not what would be authorized.
    """
    if request.holder_id != by.id or request.undelivered or not request.organization.is_vetted:
        raise NotAllowed("holder")
    if not needs_guardian(by) or refusal_of(email=email, request=request):
        raise NotAllowed("guardian")
    if not request.requested_claims.filter(id__in=included, claim__isnull=False).exists():
        raise NotAllowed("nothing chosen")
    now = timezone.now()
    # The holder has decided and waits: there is nothing to remind of.
    open_now = VerificationRequest.objects.filter(
        pk=request.pk, state__in=OPEN_STATES, deadline__gt=now
    )
    if not open_now.update(remind_at=None):
        raise MoveLost
    consent = sign(request=request, by=by, included=included, signature=signature)
    guardian = GuardianConsent(
        consent=consent, email=email.strip().lower(), expires_at=min(now + VALID, request.deadline)
    )
    guardian.token_hash = _hashed(token_of(guardian))
    guardian.save(force_insert=True)
    record(by=by, obj=guardian, deed="guardian_asked", codes={"request": str(request.pk)})
    enqueue(MAIL_WORK, guardian.id)
    return guardian


@transaction.atomic
def agree(*, guardian: GuardianConsent, name: str) -> None:
    """The request is authorized now. Raises NotOpen, MoveLost, and Changed when what the minor
    signed is no longer what would be authorized."""
    _answer(guardian, GuardianState.AGREED, name)
    deciding.authorize_signed(consent=guardian.consent)
    _tell_holder(guardian, "guardian_agreed")


@transaction.atomic
def refuse(*, guardian: GuardianConsent, name: str) -> None:
    """The request is declined. Raises NotOpen and MoveLost."""
    _answer(guardian, GuardianState.REFUSED, name)
    request = guardian.consent.request
    end(request=request, why=ConsentEnd.REFUSED)
    if request.holder is None:
        raise MoveLost
    deciding.decline(request=request, by=request.holder, by_guardian=True)
    _tell_holder(guardian, "guardian_refused")


@transaction.atomic
def withdraw(*, guardian: GuardianConsent) -> None:
    """The guardian takes it back: nothing more is disclosed. Raises NotOpen and MoveLost."""
    if not move(guardian, to=GuardianState.WITHDRAWN):
        raise NotOpen
    record(by=None, obj=guardian, deed="guardian_withdrew", actor_kind="link")
    request = guardian.consent.request
    end_permission(request=request, why=ConsentEnd.GUARDIAN, by=None, actor_kind="link")
    _tell_holder(guardian, "guardian_withdrew")


def expire_overdue(*, at_most: int = 500) -> int:
    """End the signatures whose guardian has not answered in time. Run by the beat.

    Returns: how many ended by this call.
    """
    due = GuardianConsent.objects.filter(
        state=GuardianState.ASKED, expires_at__lte=timezone.now()
    ).select_related("consent__request__organization", "consent__holder")
    return sum(_expire(guardian) for guardian in due[:at_most])


@transaction.atomic
def _expire(guardian: GuardianConsent) -> bool:
    if not move(guardian, to=GuardianState.EXPIRED):
        return False
    record(by=None, obj=guardian, deed="guardian_expired")
    consent = guardian.consent
    if consent.withdrawn_at is None:
        end(request=consent.request, why=ConsentEnd.NOT_AGREED)
        _tell_holder(guardian, "guardian_silent")
    return True


def forget_addresses() -> int:
    """Forget the addresses of guardians some time after there is nothing to withdraw. Run by the
    beat. Returns how many."""
    before = timezone.now() - FORGOTTEN_AFTER
    unfinished = (*OPEN_STATES, RequestState.AUTHORIZED)
    ended = GuardianConsent.objects.filter(created_at__lt=before, expires_at__lt=before)
    return int(
        ended.exclude(email="").exclude(consent__request__state__in=unfinished).update(email="")
    )


def mail_link(guardian_id: UUID) -> None:
    """Mail the link, unless it is of no use any more. Raises Transient while no mail server
    answers."""
    guardian = _with_request(GuardianConsent.objects.filter(pk=guardian_id))
    if guardian is None or not guardian.can_answer or not guardian.email:
        return
    person = " ".join(guardian.person_name.split())
    try:
        send(
            to=guardian.email,
            subject=_("%(person)s needs your agreement") % {"person": person},
            template="employers/mail/guardian.txt",
            context={
                "guardian": guardian,
                "person": person,
                "asked": guardian.consent.request,
                "path": reverse("guardian", args=[token_of(guardian)]),
            },
            stable_id=f"guardian.{guardian.id}",
        )
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error


def token_of(guardian: GuardianConsent) -> str:
    return salted_hmac("employers.guardian", str(guardian.id), algorithm="sha256").hexdigest()


def find_by_token(token: str) -> GuardianConsent | None:
    """The question that a link leads to, in whatever state."""
    return _with_request(GuardianConsent.objects.filter(token_hash=_hashed(token)))


def _answer(guardian: GuardianConsent, state: GuardianState, name: str) -> None:
    if not guardian.can_answer:
        raise NotOpen
    if not move(guardian, to=state, answered_at=timezone.now(), typed_name=name):
        raise NotOpen
    record(by=None, obj=guardian, deed=f"guardian_{state.value}", actor_kind="link")


def _tell_holder(guardian: GuardianConsent, kind: str) -> None:
    request = guardian.consent.request
    if request.holder is not None:
        notify(
            user=request.holder,
            kind=kind,
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )


def _with_request(found: QuerySet[GuardianConsent]) -> GuardianConsent | None:
    return found.select_related(
        "consent__request__organization",
        "consent__request__holder",
        "consent__request__requested_by",
        "consent__holder",
    ).first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
