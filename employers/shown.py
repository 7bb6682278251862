"""What a page shows of a verification request: each claim, its answer, source and time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from employers.models import Answer, RequestedClaim, RequestState, VerificationRequest
from passports.cards import note_of
from passports.models import ClaimRevision, VerificationReport
from passports.sentences.report import checks_for_people

REASONS = {
    "no_credential": _("No credential has been presented for this claim."),
    "credential_not_verified": _("The credential presented for this claim did not verify."),
    "credential_inconclusive": _("The credential could not be checked completely yet."),
    "credential_unsupported": _("The credential is of a kind that we cannot check yet."),
    "credential_of_somebody_else": _("The credential was issued to somebody else."),
    "credential_replaced": _("The credential was replaced by a later one."),
    "issuer_not_recognized": _(
        "The credential presented for this claim is genuine, but no registry that we use knows "
        "its issuer."
    ),
    "recipient_not_proven": _(
        "The credential presented for this claim is genuine, but it does not say that it was "
        "issued to this person."
    ),
    "claim_removed": _("The holder has removed this claim."),
}
TONES = {
    Answer.CONFIRMED: "good",
    Answer.DIFFERS: "bad",
    Answer.COULD_NOT_BE_CHECKED: "unsure",
    Answer.PENDING: "plain",
    Answer.DECLINED: "plain",
}


@dataclass(slots=True)
class ShownSource:
    """One credential on which an answer rests."""

    issuer_name: str
    relation: str
    note: str
    checked_at: datetime | None
    checks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class ShownClaim:
    title: str
    kind: str
    organization_name: str
    answer: str
    answer_label: str
    tone: str
    answered_at: datetime | None
    reason: str
    sources: list[ShownSource]


@dataclass(slots=True)
class ShownRequest:
    claims: list[ShownClaim]
    unfinished: bool
    # When the page asks again by itself; 0 is never.
    ask_again_seconds: int
    events: list[dict[str, Any]]


def shown_request(asked: VerificationRequest, *, for_requester: bool) -> ShownRequest:
    """Everything a page needs, in a constant number of queries.

    A requester sees a claim as it was when it was answered, and before that only its kind and
    current title (which the share showed). Unfinished means: worth asking again in a second.
    """
    rows = list(asked.requested_claims.select_related("claim__current"))
    revisions = ClaimRevision.objects.in_bulk(
        [row.basis["revision"] for row in rows if row.basis.get("revision")]
    )
    reports = VerificationReport.objects.in_bulk(
        [
            source["report"]
            for row in rows
            for source in row.basis.get("evidence", [])
            if source.get("report")
        ]
    )
    by_id = {str(key): value for key, value in revisions.items()}
    report_by_id = {str(key): value for key, value in reports.items()}
    return ShownRequest(
        claims=[_claim(row, by_id, report_by_id) for row in rows],
        unfinished=asked.state == RequestState.AUTHORIZED,
        ask_again_seconds=_ask_again_seconds(asked, for_requester=for_requester),
        events=_events(asked, for_requester=for_requester),
    )


def _ask_again_seconds(asked: VerificationRequest, *, for_requester: bool) -> int:
    """A worker answers in seconds. A holder takes hours, but may decide while a requester looks."""
    if asked.state == RequestState.AUTHORIZED:
        return 1
    return 10 if for_requester and asked.is_open else 0


def _claim(
    row: RequestedClaim,
    revisions: dict[str, ClaimRevision],
    reports: dict[str, VerificationReport],
) -> ShownClaim:
    revision = revisions.get(str(row.basis.get("revision")))
    if revision is None and row.claim is not None and row.claim.removed_at is None:
        revision = row.claim.current
    reason = row.basis.get("reason", "")
    return ShownClaim(
        title=revision.title if revision else str(_("A claim that has been removed")),
        kind=str(row.get_kind_display()),
        organization_name=revision.organization_name if revision else "",
        answer=row.answer,
        answer_label=str(row.get_answer_display()),
        tone=TONES[Answer(row.answer)],
        answered_at=row.answered_at,
        reason=str(REASONS.get(reason, "")),
        sources=[_source(row.kind, source, reports) for source in row.basis.get("evidence", [])],
    )


def _source(
    kind: str, source: dict[str, Any], reports: dict[str, VerificationReport]
) -> ShownSource:
    report = reports.get(str(source.get("report")))
    checked_at = source.get("checked_at")
    return ShownSource(
        issuer_name=source.get("issuer_name", ""),
        relation=source.get("relation", ""),
        note=note_of(kind, source.get("fields") or {}),
        checked_at=parse_datetime(checked_at) if checked_at else None,
        checks=checks_for_people(report.checks) if report else [],
    )


def _events(asked: VerificationRequest, *, for_requester: bool) -> list[dict[str, Any]]:
    """The history of a request, oldest first."""
    sent = _("You asked") if for_requester else _("They asked")
    viewed = _("The holder read it") if for_requester else _("You read it")
    authorized = _("The holder authorized an answer") if for_requester else _("You authorized")
    declined = _("The holder declined") if for_requester else _("You declined")
    events = [{"when": asked.created_at, "title": sent, "icon": "paper-airplane"}]
    if asked.viewed_at:
        events.append({"when": asked.viewed_at, "title": viewed, "icon": "eye"})
    if asked.decided_at:
        was_declined = asked.state == RequestState.DECLINED
        title = declined if was_declined else authorized
        events.append({"when": asked.decided_at, "title": title, "icon": "hand-raised"})
    if asked.completed_at:
        events.append(
            {"when": asked.completed_at, "title": _("Answered"), "icon": "check", "tone": "good"}
        )
    if asked.state == RequestState.EXPIRED:
        events.append({"when": asked.deadline, "title": _("Expired without a decision")})
    return events
