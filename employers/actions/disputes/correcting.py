"""Corrections: an answer that was given changes, and everybody who had the old one learns it."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Membership
from employers.actions.answering import disclose
from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import sign_later
from employers.actions.answers.telling import tell_requester
from employers.layers import Reply, held
from employers.models import (
    Answer,
    Correction,
    Layer,
    RequestedClaim,
    RequestState,
    WebhookEvent,
)
from employers.models.requested_claim import SAID
from passports.models import Disclosure, Dispute
from portal.kernel.audit import record
from portal.kernel.moves import move


@transaction.atomic
def correct(*, row: RequestedClaim, reply: Reply, dispute: Dispute | None = None) -> bool:
    """Replace an answer that was given, keep what it was, and tell its receiver.

    Args:
        row: a requested claim with an answer of `SAID`.
        reply: what is said now. Where that is the same answer, nothing changes.

    Returns: whether the answer changed.
    """
    was, was_basis = Answer(row.answer), row.basis
    if reply.answer == was and was != Answer.DIFFERS:
        return False
    # What is right can be said anew without a move: it still differs.
    changes = {
        "answered_at": timezone.now(),
        "layer": reply.layer,
        "source_name": reply.source_name,
        "basis": reply.basis,
    }
    if reply.answer == was:
        if _same(was_basis, reply.basis):
            return False
        RequestedClaim.objects.filter(pk=row.pk, answer=was).update(**changes)
        row.refresh_from_db(fields=list(changes))
    elif not move(row, to=reply.answer, by_field="answer", only_from=(was,), **changes):
        return False
    correction = Correction.objects.create(
        requested_claim=row, dispute=dispute, was=was, was_basis=was_basis, became=reply.answer
    )
    codes = {"was": was.value, "became": reply.answer.value}
    record(by=None, obj=correction, deed="answer_corrected", codes=codes)
    disclose(request=row.request, said=[(row, reply)])
    sign_later(row.request)
    emit(request=row.request, event=WebhookEvent.ANSWER_CORRECTED, rows=[row])
    tell_requester(request=row.request, kind="answer_corrected")
    return True


def _same(basis: dict[str, Any], other: dict[str, Any]) -> bool:
    return [each.get("report") for each in basis.get("evidence", [])] == [
        each.get("report") for each in other.get("evidence", [])
    ]


def answers_resting_on(dispute: Dispute) -> list[RequestedClaim]:
    """The answers that organizations have of the disputed claim and credential."""
    rows = RequestedClaim.objects.filter(
        claim=dispute.claim_id,
        answer__in=SAID,
        request__state__in=(RequestState.AUTHORIZED, RequestState.COMPLETED),
    ).select_related("request__organization", "request__holder", "request__requested_by", "claim")
    if dispute.credential is None:
        disputed = getattr(dispute, "answer", None)
        return [row for row in rows if disputed and row.pk == disputed.requested_claim_id]
    reports = {str(pk) for pk in dispute.credential.reports.values_list("pk", flat=True)}
    return [
        row
        for row in rows
        if any(source.get("report") in reports for source in row.basis.get("evidence", []))
    ]


def derive_again(row: RequestedClaim, *, reason: str) -> Reply:
    """What is held says of the claim now; could not be checked, with `reason`, if nothing does."""
    return held.begin(row) or could_not_be_checked(row, reason=reason)


def could_not_be_checked(row: RequestedClaim, *, reason: str) -> Reply:
    """The answer of a claim of which nobody can say any longer whether it is so."""
    revision = {"revision": str(row.claim.current_id)} if row.claim else {}
    basis = {**revision, "evidence": [], "reason": reason}
    return Reply(Answer.COULD_NOT_BE_CHECKED, Layer(row.layer or Layer.HELD), basis)


def tell_readers_of_shares(dispute: Dispute, *, kind: str) -> int:
    """Tell the signed-in readers of shares that showed the disputed credential. Returns how many.

    Readers without an account see it on the page that they open, which shows the claim as it is.
    """
    if dispute.credential is None:
        return 0
    members = Membership.objects.active().filter(
        user=OuterRef("viewer"), organization=OuterRef("organization")
    )
    seen = Disclosure.objects.filter(
        Exists(members), reports__credential=dispute.credential, share__isnull=False
    ).select_related("viewer")
    newest = {
        (disclosure.viewer_id, disclosure.share_id): disclosure
        for disclosure in seen.order_by("created_at").distinct()
    }
    for disclosure in newest.values():
        if disclosure.viewer is not None:
            notify(
                user=disclosure.viewer,
                kind=kind,
                params={"purpose": disclosure.purpose},
                url=reverse("employer_share", args=[disclosure.share_id]),
            )
    return len(newest)
