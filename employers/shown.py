"""What a page shows of a verification request: each claim, its answer, source and time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from employers.answers.history import history_of
from employers.asking import next_step
from employers.attesters.words import UNSURE, attester_sentences, is_unsure, source_sentence
from employers.models import (
    Answer,
    RequestedClaim,
    RequestQuestion,
    RequestState,
    VerificationRequest,
)
from employers.models.request_question import MOST_QUESTIONS
from employers.models.requested_claim import OPEN_ANSWERS, SAID
from employers.portals.words import portal_sentences
from employers.words import state_word
from passports.cards import field_label, note_of
from passports.claims.stated import written_as_stated
from passports.models import ClaimRevision, Dispute, VerificationReport
from passports.sentences.report import checks_for_people
from passports.voices import sentence_of as voice_sentence

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
    "issuer_speaks_for_another": _(
        "The credential presented for this claim is genuine, but its issuer does not speak for the "
        "organization that the claim names."
    ),
    "recipient_not_proven": _(
        "The credential presented for this claim is genuine, but it does not say that it was "
        "issued to this person."
    ),
    "disputed": _("The person disputed what was said, and it was taken back."),
    "dispute_unresolved": _(
        "The person disputed what was said, and nobody could settle it in time."
    ),
    "claim_removed": _("The person has removed this claim."),
    "portal_silent": _("The portal that holds the records could not be reached."),
    "portal_could_not": _("The portal that was asked holds nothing that proves it."),
    "portal_not_believed": _("The portal that was asked gave an answer that does not prove it."),
    "portal_took_back": _("The portal that confirmed it has taken its answer back."),
    "portal_suspended": _(
        "The portal that confirmed it has suspended its answer, while it is being looked into."
    ),
    "attester_cannot_say": _("Whoever was asked cannot say whether it is right."),
    "attester_refused": _("Whoever was asked does not want to answer this."),
    "attester_declined": _("Whoever was asked does not want to answer."),
    "attester_silent": _("Whoever was asked has not answered, after three reminders."),
    "permission_ended": _("The permission ended before anybody had answered."),
    "holder_stopped": _("The person no longer wanted anybody to be asked."),
}
TONES = {
    Answer.CONFIRMED: "good",
    Answer.DIFFERS: "bad",
    Answer.COULD_NOT_BE_CHECKED: "unsure",
    Answer.PENDING: "plain",
    Answer.ASKED: "plain",
    Answer.DECLINED: "plain",
}


ENDED_WITHOUT = (RequestState.WITHDRAWN, RequestState.EXPIRED)
NOT_ANSWERED = _("Not answered")


@dataclass(slots=True)
class ShownSource:
    """One credential on which an answer rests."""

    # What it says, who issued it, and of an attestation how sure it is who said it.
    sentence: str
    note: str
    checked_at: datetime | None
    checks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class ShownCorrection:
    when: datetime
    was: str
    became: str


@dataclass(slots=True)
class ShownClaim:
    title: str
    # What the requester called it, where that is not the title.
    asked_as: str
    kind: str
    organization_name: str
    answer: str
    answer_label: str
    tone: str
    answered_at: datetime | None
    reason: str
    sources: list[ShownSource]
    row_id: str = ""
    disputed: bool = False
    # What it was before, the oldest first.
    corrections: list[ShownCorrection] = field(default_factory=list)
    # Who was asked, and what is known of them, in sentences.
    attester: list[str] = field(default_factory=list)
    # What the holder gave where nobody confirmed: {"id", "filename", "size_bytes"}.
    documents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def can_be_disputed(self) -> bool:
        return self.answer in SAID and not self.disputed


@dataclass(slots=True)
class ShownRequest:
    claims: list[ShownClaim]
    unfinished: bool
    # When the page asks again by itself; 0 is never.
    ask_again_seconds: int
    events: list[dict[str, Any]]
    state_word: str
    # In a sentence or two; empty where the page says it itself.
    next_step: str


def shown_request(asked: VerificationRequest, *, for_requester: bool) -> ShownRequest:
    """Everything a page needs, in a constant number of queries.

    A requester sees a claim as it was when it was answered, and before that only its kind and
    current title (which the share showed). Unfinished means: worth asking again in a second.
    """
    rows = list(
        asked.requested_claims.select_related("claim__current")
        .prefetch_related("corrections")
        .annotate(disputed=Exists(Dispute.objects.open().filter(claim=OuterRef("claim"))))
    )
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
        claims=[
            _claim(row, by_id, report_by_id, asked.state, for_requester=for_requester)
            for row in rows
        ],
        unfinished=_is_being_read(asked, rows),
        ask_again_seconds=_ask_again_seconds(asked, rows, for_requester=for_requester),
        events=history_of(asked, rows, for_requester=for_requester),
        state_word=state_word(asked.state, for_requester=for_requester),
        next_step=(next_step.for_requester if for_requester else next_step.for_holder)(asked, rows),
    )


def may_question(asked: VerificationRequest, questions: list[RequestQuestion]) -> bool:
    """Whether the holder can ask something now: one question at a time, and only some."""
    waits = any(question.replied_at is None for question in questions)
    unfinished = asked.is_open or asked.state == RequestState.AUTHORIZED
    return unfinished and not waits and len(questions) < MOST_QUESTIONS


def _is_being_read(asked: VerificationRequest, rows: Sequence[RequestedClaim]) -> bool:
    waiting = any(row.included and row.answer == Answer.PENDING for row in rows)
    return asked.state == RequestState.AUTHORIZED and waiting


def _ask_again_seconds(
    asked: VerificationRequest, rows: Sequence[RequestedClaim], *, for_requester: bool
) -> int:
    """A worker answers in seconds. People take hours, but may decide while somebody looks."""
    if _is_being_read(asked, rows):
        return 1
    if asked.state == RequestState.AUTHORIZED:
        return 30
    return 10 if for_requester and asked.is_open else 0


def _claim(
    row: RequestedClaim,
    revisions: dict[str, ClaimRevision],
    reports: dict[str, VerificationReport],
    state: str,
    *,
    for_requester: bool,
) -> ShownClaim:
    revision = revisions.get(str(row.basis.get("revision")))
    # Which claim the holder means by a description is theirs to tell, with the answer.
    told = not row.description or not for_requester
    if revision is None and told and row.claim is not None and row.claim.removed_at is None:
        revision = row.claim.current
    reason = row.basis.get("reason", "")
    # Nobody says anything any more, so nothing waits.
    is_over = state in ENDED_WITHOUT and row.answer in OPEN_ANSWERS
    return ShownClaim(
        title=revision.title
        if revision
        else row.description or str(_("A claim that has been removed")),
        asked_as=row.description if revision else "",
        kind=str(row.get_kind_display()),
        organization_name=revision.organization_name if revision else "",
        answer="" if is_over else row.answer,
        answer_label=str(NOT_ANSWERED) if is_over else _label_of(row, for_requester=for_requester),
        tone="unsure" if is_unsure(row.answer, row.basis) else TONES[Answer(row.answer)],
        answered_at=row.answered_at,
        reason=str(REASONS.get(reason, "")),
        row_id=str(row.pk),
        disputed=row.disputed and row.answer in SAID,  # type: ignore[attr-defined]
        corrections=[
            ShownCorrection(
                each.created_at, str(each.get_was_display()), str(each.get_became_display())
            )
            for each in row.corrections.all()
        ],
        sources=[_source(row.kind, source, reports) for source in row.basis.get("evidence", [])],
        attester=[
            *attester_sentences(row.basis, answered=row.answer != Answer.ASKED),
            *portal_sentences(row.basis, answered=row.answer != Answer.ASKED),
        ],
        documents=row.basis.get("documents", []),
    )


def _source(
    kind: str, source: dict[str, Any], reports: dict[str, VerificationReport]
) -> ShownSource:
    report = reports.get(str(source.get("report")))
    checked_at = source.get("checked_at")
    return ShownSource(
        sentence=source_sentence(source),
        note=_note(kind, source),
        checked_at=parse_datetime(checked_at) if checked_at else None,
        checks=checks_for_people(report.checks) if report else [],
    )


def _label_of(row: RequestedClaim, *, for_requester: bool) -> str:
    if not row.included and not for_requester:
        return str(_("You left this out"))
    if row.included and row.answer == Answer.DECLINED:
        # It was authorized; whoever took that back may have been a parent.
        return str(_("No longer authorized"))
    if is_unsure(row.answer, row.basis):
        return str(UNSURE)
    return str(row.get_answer_display())


def _note(kind: str, source: dict[str, Any]) -> str:
    """What the credential says of the claim, field by field, and for whom its issuer speaks."""
    note = note_of(kind, source.get("fields") or {})
    says = (source.get("says") or {}).items()
    if says:
        stated = ", ".join(
            f"{field_label(kind, name)} “{written_as_stated(name, value)}”" for name, value in says
        )
        note = " ".join([note, _("What it says: %(stated)s.") % {"stated": stated}])
    return " ".join(part for part in (note, voice_sentence(source.get("voice") or {})) if part)
