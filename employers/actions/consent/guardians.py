"""From 13 to 17, a parent or guardian agrees before anything is authorized.

The minor signs and names an address; its owner gets a link, proves the address by a code, reads
the same disclosure and decides with a typed name.

Every deed first waits for its turn at the request (as those of the holder and the requester do) and
reads again what is true then: so of two at the same instant one wins, and the other is told.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts import unasked_mail
from accounts.actions.notifications import notify
from accounts.ages import needs_guardian
from accounts.models import Organization, User
from employers.actions import deciding
from employers.actions.consent.consenting import Signature, end, sign
from employers.actions.consent.guardian_links import MAIL_WORK, hashed, token_of, with_request
from employers.actions.consent.withdrawing import end_permission
from employers.actions.refusals import MoveLost, NotAllowed, NotOpen
from employers.consent.guardian_address import is_of_a_minor, refusal_of
from employers.models import ConsentEnd, GuardianConsent, GuardianState, VerificationRequest
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

VALID = dt.timedelta(days=14)


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
    guardian.token_hash = hashed(token_of(guardian))
    guardian.save(force_insert=True)
    record(by=by, obj=guardian, deed="guardian_asked", codes={"request": str(request.pk)})
    # One who signs again and again kills each link before, and fills nobody's mailbox.
    due_at = unasked_mail.due_at(to=guardian.email, wish_of=by.pk)
    enqueue(MAIL_WORK, guardian.id, due_at=due_at)
    return guardian


@transaction.atomic
def agree(*, guardian: GuardianConsent, name: str) -> None:
    """The request is authorized now.

    Raises:
        NotOpen, MoveLost: it was decided, withdrawn or has ended in the meantime.
        NotAllowed: the address has become one of the minor's own, or of the asker, or is that of
            somebody else under 18.
        Changed: what the minor signed is no longer what would be authorized.
    """
    guardian = take_turn(pk=guardian.pk)
    request = guardian.consent.request
    # A suspension at the same instant waits, or is seen.
    Organization.objects.select_for_update(no_key=True).get(pk=request.organization_id)
    request.organization.refresh_from_db(fields=["vetting"])
    if refusal_of(email=guardian.email, request=request) or is_of_a_minor(guardian.email):
        raise NotAllowed("guardian")
    _answer(guardian, GuardianState.AGREED, name)
    deciding.authorize_signed(consent=guardian.consent)
    tell_holder(guardian, "guardian_agreed")


@transaction.atomic
def refuse(*, guardian: GuardianConsent, name: str) -> None:
    """The request is declined. Raises NotOpen and MoveLost."""
    guardian = take_turn(pk=guardian.pk)
    _answer(guardian, GuardianState.REFUSED, name)
    request = guardian.consent.request
    end(request=request, why=ConsentEnd.REFUSED)
    if request.holder is None:
        raise MoveLost
    deciding.decline(request=request, by=request.holder, by_guardian=True)
    tell_holder(guardian, "guardian_refused")


@transaction.atomic
def withdraw(*, guardian: GuardianConsent) -> None:
    """The guardian takes it back: nothing more is disclosed. Raises NotOpen and MoveLost."""
    guardian = take_turn(pk=guardian.pk)
    if not guardian.can_withdraw or not move(guardian, to=GuardianState.WITHDRAWN):
        raise NotOpen
    record(by=None, obj=guardian, deed="guardian_withdrew", actor_kind="link")
    request = guardian.consent.request
    end_permission(request=request, why=ConsentEnd.GUARDIAN, by=None, actor_kind="link")
    tell_holder(guardian, "guardian_withdrew")


def take_turn(*, pk: UUID) -> GuardianConsent:
    """Wait for whoever else changes the request, inside the caller's transaction; then what is true
    now. The order of locks is that of everybody: request, guardian, signature. Raises NotOpen when
    the row is gone."""
    mine = GuardianConsent.objects.filter(pk=pk)
    # By its id: a row that is found by a join is not looked at again after waiting.
    for request_id in mine.values_list("consent__request", flat=True):
        VerificationRequest.objects.filter(pk=request_id).update(
            answers_changed_at=F("answers_changed_at")
        )
    guardian = with_request(mine)
    if guardian is None:
        raise NotOpen
    return guardian


def tell_holder(guardian: GuardianConsent, kind: str) -> None:
    request = guardian.consent.request
    if request.holder is not None:
        notify(
            user=request.holder,
            kind=kind,
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )


def _answer(guardian: GuardianConsent, state: GuardianState, name: str) -> None:
    if not guardian.can_answer:
        raise NotOpen
    if not move(guardian, to=state, answered_at=timezone.now(), typed_name=name):
        raise NotOpen
    record(by=None, obj=guardian, deed=f"guardian_{state.value}", actor_kind="link")
