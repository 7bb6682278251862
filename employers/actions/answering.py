"""Answering an authorized request, layer by layer.

What credentials prove is answered at once, and the requester sees it at once. Where somebody has
to be asked, the request stays authorized until the last of them has answered, or has let the time
pass. Each answer first touches the row of the request, on condition that it is still authorized:
so an answer and a withdrawal at the same instant wait for each other, and nothing is disclosed
after a withdrawal.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import AgeBand, User, Vetting
from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import new_paper_token, sign_later
from employers.actions.answers.telling import tell_requester
from employers.layers import LAYERS, Reply, held, layer_named
from employers.models import (
    Answer,
    GuardianConsent,
    GuardianState,
    Layer,
    RequestDisclosure,
    RequestedClaim,
    RequestState,
    VerificationRequest,
    WebhookEvent,
)
from employers.models.requested_claim import OPEN_ANSWERS, SAID
from passports.models import Disclosure, VerificationReport
from passports.shared_view import entries_of
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue, enqueue_many

BEGIN_WORK = "employers.answer_request"
# Long enough for a worker that is alive.
RESUME_AFTER = dt.timedelta(minutes=10)

Said = tuple[RequestedClaim, Reply]


@transaction.atomic
def begin(*, request: VerificationRequest) -> None:
    """Try the layers for every claim that nobody has said anything about yet.

    Runs inside the finishing transaction of its work row; a request that was withdrawn in the
    meantime discloses nothing.
    """
    if not _hold(request):
        return
    pending = request.requested_claims.filter(included=True, answer=Answer.PENDING)
    rows = list(pending.select_related("claim__current"))
    held.bring_evidence(row.claim for row in rows if row.claim is not None)
    _store(request, [(row, _first_reply(row)) for row in rows])
    _complete_if_settled(request)


@transaction.atomic
def settle(*, row: RequestedClaim, reply: Reply) -> bool:
    """Store what a layer that was asked says now, and complete the request with the last answer.

    Args:
        row: a claim that was asked of the layer of `reply`.
        reply: with an answer of `SAID`.

    Returns: False when nobody waits for it any longer (withdrawn, answered, gone): then nothing
        is stored and nothing disclosed.
    """
    if reply.answer not in SAID:
        raise ValueError(reply.answer)
    request = row.request
    if not _hold(request) or not _store(request, [(row, reply)]):
        return False
    _complete_if_settled(request)
    return True


@transaction.atomic
def ask_next(*, row: RequestedClaim, reason: str) -> bool:
    """The layer that was asked cannot say anything: try those after it.

    Args:
        reason: a code of `employers.shown.REASONS`, told if no other layer knows anything.

    Returns: False when nobody waits for it any longer.
    """
    request = row.request
    if not _hold(request):
        return False
    order = [layer.LAYER for layer in LAYERS]
    after = order.index(Layer(row.layer)) + 1 if row.layer else 0
    reply = _first_reply(row, after=after, reason=reason)
    stored = _store(request, [(row, reply)])
    _complete_if_settled(request)
    return stored


@transaction.atomic
def ask_anew(*, row: RequestedClaim, reply: Reply) -> bool:
    """The layer that was asked has asked somebody else: `reply` says whom.

    Returns: False when nobody waits for it any longer.
    """
    if reply.answer != Answer.ASKED:
        raise ValueError(reply.answer)
    return _hold(row.request) and _store(row.request, [(row, reply)])


def stop_asking(*, request: VerificationRequest) -> None:
    """Nobody waits for the answers that are outstanding. Inside the caller's transaction, after
    the move that ended the request."""
    for row in request.requested_claims.filter(answer=Answer.ASKED):
        layer_named(row.layer).stop(row)


def resume_waiting(*, at_most: int = 500) -> int:
    """Begin again where an authorized request was left: its organization was suspended for a
    while, or its work failed. Run by the beat.

    Returns: how many requests get another piece of work.
    """
    left = (
        VerificationRequest.objects.filter(
            state=RequestState.AUTHORIZED,
            decided_at__lt=timezone.now() - RESUME_AFTER,
            organization__vetting=Vetting.VETTED,
            requested_claims__included=True,
            requested_claims__answer=Answer.PENDING,
        )
        .distinct()
        .values_list("id", flat=True)
    )
    return len(enqueue_many(BEGIN_WORK, list(left[:at_most])))


@transaction.atomic
def begin_again(*, request: VerificationRequest, by: User) -> None:
    """An administrator has a request that was left go on. More than one piece of work does no
    harm: what is answered stays answered."""
    record(by=by, obj=request, deed="request_begun_again")
    enqueue(BEGIN_WORK, request.id)


def _hold(request: VerificationRequest) -> bool:
    """Nothing is answered to a suspended organization, nor about somebody under 18 without the
    agreement of a guardian: also where it was said only afterwards how old they are.

    The UPDATE asks for columns of the row alone: PostgreSQL does not repeat a subquery after it has
    waited for a withdrawal.
    """
    held = VerificationRequest.objects.filter(
        pk=request.pk, state=RequestState.AUTHORIZED, holder__isnull=False
    ).update(answers_changed_at=timezone.now())
    if not held:
        return False
    may = VerificationRequest.objects.filter(pk=request.pk, organization__vetting=Vetting.VETTED)
    agreed = GuardianConsent.objects.filter(
        consent__request=request, consent__withdrawn_at=None, state=GuardianState.AGREED
    )
    return may.filter(~Q(holder__age_band=AgeBand.MINOR) | Exists(agreed)).exists()


def _first_reply(row: RequestedClaim, *, after: int = 0, reason: str = "") -> Reply:
    claim = row.claim
    if claim is None or claim.current is None or claim.removed_at is not None:
        basis = {"evidence": [], "reason": "claim_removed"}
        return Reply(Answer.COULD_NOT_BE_CHECKED, Layer.HELD, basis)
    for layer in LAYERS[after:]:
        reply = layer.begin(row)
        if reply is not None:
            return reply
    basis = {
        "revision": str(claim.current_id),
        "evidence": [],
        "reason": reason or held.reason_of(claim),
    }
    return Reply(Answer.COULD_NOT_BE_CHECKED, Layer(row.layer or Layer.HELD), basis)


def _store(request: VerificationRequest, replies: Sequence[Said]) -> bool:
    now = timezone.now()
    said: list[Said] = []
    moved = False
    for row, reply in replies:
        changes: dict[str, Any] = {
            "layer": reply.layer,
            "source_name": reply.source_name,
            "basis": reply.basis,
        }
        if reply.answer == Answer.ASKED:
            changes["asked_at"] = now
            # One layer after the other may ask: that is no move.
            moved |= bool(
                RequestedClaim.objects.filter(pk=row.pk, answer__in=OPEN_ANSWERS).update(
                    answer=Answer.ASKED, **changes
                )
            )
        elif move(
            row,
            to=reply.answer,
            by_field="answer",
            only_from=OPEN_ANSWERS,
            answered_at=now,
            **changes,
        ):
            moved = True
            said.append((row, reply))
    if said:
        disclose(request=request, said=said)
        emit(request=request, event=WebhookEvent.ANSWER_ADDED, rows=[row for row, _reply in said])
    return moved


def disclose(*, request: VerificationRequest, said: Sequence[Said]) -> None:
    """Keep what these answers show to the requester, for both sides."""
    if request.holder is None:
        return
    shown = [row.claim for row, _reply in said if row.claim and not row.claim.removed_at]
    disclosure = Disclosure.objects.create(
        holder=request.holder,
        organization=request.organization,
        viewer=request.requested_by,
        purpose=request.purpose,
        shown=entries_of(shown),
    )
    RequestDisclosure.objects.create(request=request, disclosure=disclosure)
    disclosure.revisions.add(*[claim.current for claim in shown if claim.current])
    reports = {report for _row, reply in said for report in reply.report_ids}
    there = VerificationReport.objects.filter(pk__in=reports)
    disclosure.reports.add(*there.only("pk"))


def _complete_if_settled(request: VerificationRequest) -> None:
    if request.requested_claims.filter(included=True, answer__in=OPEN_ANSWERS).exists():
        return
    now, kept_until = timezone.now(), request.term_from_now
    if not move(
        request,
        to=RequestState.COMPLETED,
        completed_at=now,
        kept_until=kept_until,
        paper_token=new_paper_token(),
    ):
        return
    record(by=None, obj=request, deed="request_completed")
    sign_later(request)
    emit(request=request, event=WebhookEvent.REQUEST_COMPLETED)
    tell_requester(request=request, kind="request_answered")
    if request.holder is not None:
        notify(
            user=request.holder,
            kind="request_disclosed",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
