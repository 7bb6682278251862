"""Taking a permission back. What was disclosed stays with its receiver; nothing else is.

The request's row is touched first: an answer at the same instant waits, and then finds that
nobody may have it (see `answering`)."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from employers.actions.answering import stop_asking
from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import new_paper_token, sign_later
from employers.actions.answers.telling import tell_requester
from employers.actions.consent.consenting import end
from employers.actions.refusals import MoveLost, NotAllowed
from employers.consent.to_sign import LASTS_DAYS
from employers.layers import layer_named
from employers.models import (
    Answer,
    ConsentEnd,
    Layer,
    RequestState,
    Said,
    SignedConsent,
    VerificationRequest,
    WebhookEvent,
)
from employers.models.requested_claim import OPEN_ANSWERS, SAID
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move

# What was answered completely can still be withdrawn: that says so, and stops nothing.
_CAN_END = (*OPEN_STATES, RequestState.AUTHORIZED, RequestState.COMPLETED)


@transaction.atomic
def withdraw_consent(*, request: VerificationRequest, by: User) -> SignedConsent:
    """The holder takes the signature back. Whoever is being asked is stopped.

    Raises:
        NotAllowed: `by` is not the holder.
        MoveLost: there is no signature in force any more.
    """
    if request.holder_id != by.id:
        raise NotAllowed("holder")
    return end_permission(request=request, why=ConsentEnd.HOLDER, by=by)


@transaction.atomic
def end_permission(
    *, request: VerificationRequest, why: ConsentEnd, by: User | None, actor_kind: str = ""
) -> SignedConsent:
    """End the live signature of a request and everything that rests on it. Raises MoveLost."""
    held = VerificationRequest.objects.filter(pk=request.pk, state__in=_CAN_END)
    consent = end(request=request, why=why) if held.update(state=F("state")) else None
    if consent is None:
        raise MoveLost
    record(
        by=by,
        obj=consent,
        deed="consent_ended",
        codes={"request": str(request.pk), "why": str(why)},
        actor_kind=actor_kind,
    )
    request.refresh_from_db(fields=["state"])
    if request.state == RequestState.AUTHORIZED:
        _stop_answers(request, why)
        tell_requester(request=request, kind="consent_ended")
    # Of a disputed answer somebody may have been asked once more.
    for row in request.requested_claims.filter(attested_claims__said=Said.ASKED).distinct():
        layer_named(Layer.ATTESTER).stop(row)
    return consent


def end_lapsed(*, at_most: int = 500) -> int:
    """End permissions whose time is over while answers are still outstanding. Run by the beat.

    Returns: how many were ended by this call.
    """
    ended = 0
    before = timezone.now() - dt.timedelta(days=LASTS_DAYS)
    old = SignedConsent.objects.live().filter(
        signed_at__lt=before, request__state=RequestState.AUTHORIZED
    )
    for consent in old.select_related("request__organization", "request__holder")[:at_most]:
        try:
            end_permission(request=consent.request, why=ConsentEnd.LAPSED, by=None)
        except MoveLost:
            continue
        ended += 1
    return ended


def _stop_answers(request: VerificationRequest, why: ConsentEnd) -> None:
    now = timezone.now()
    stop_asking(request=request)
    waiting = request.requested_claims.filter(answer__in=OPEN_ANSWERS)
    if why == ConsentEnd.LAPSED:
        basis = {"evidence": [], "reason": "permission_ended"}
        waiting.update(answer=Answer.COULD_NOT_BE_CHECKED, answered_at=now, basis=basis)
    else:
        waiting.update(answer=Answer.DECLINED, answered_at=now)
    authorized = (RequestState.AUTHORIZED,)
    if request.requested_claims.filter(included=True, answer__in=SAID).exists():
        move(
            request,
            to=RequestState.COMPLETED,
            only_from=authorized,
            completed_at=now,
            kept_until=request.term_from_now,
            paper_token=new_paper_token(),
        )
        record(by=None, obj=request, deed="request_completed")
        sign_later(request)
        emit(request=request, event=WebhookEvent.REQUEST_COMPLETED)
    else:
        move(
            request,
            to=RequestState.DECLINED,
            only_from=authorized,
            kept_until=request.term_from_now,
        )
        record(by=None, obj=request, deed="request_declined")
        emit(request=request, event=WebhookEvent.REQUEST_DECLINED)
