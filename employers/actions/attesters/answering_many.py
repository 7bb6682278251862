"""Many answers at once, from a file or a program: judged line by line, each taken once.

A file that comes twice, or from two people at once, is no mistake: whoever is second is told of
each line what became of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from employers.actions.attesters.answering import OneAnswer, answer
from employers.actions.attesters.inbox import inbox_of
from employers.actions.refusals import NotOpen
from employers.attesters.replies import BadAnswer, right_from_texts
from employers.attesters.words import what_became
from employers.models import AttestationRequest, AttestedClaim, Said


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it came: where it stood, the id of the claim, what is said, what is right."""

    line: int
    claim_id: str
    said: str
    right: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineNote:
    """What is to be said of one line."""

    line: int
    message: str


@dataclass(slots=True)
class Checked:
    """What came of a file: answers by request, what is wrong with which line, and which lines are
    about what does not wait any more."""

    answers: dict[UUID, list[OneAnswer]] = field(default_factory=dict)
    errors: list[LineNote] = field(default_factory=list)
    past: list[LineNote] = field(default_factory=list)
    # Where the answer about each claim stood.
    lines: dict[UUID, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sent:
    """What became of a file: the lines that were taken, and of each other one why it was not."""

    people: int = 0
    taken: list[LineNote] = field(default_factory=list)
    not_taken: list[LineNote] = field(default_factory=list)


def check(*, organization: Organization, by: Any, lines: Iterable[Line]) -> Checked:
    """Judge answers without storing any, in a constant number of queries."""
    lines = list(lines)
    ids = [_uuid(each.claim_id) for each in lines]
    waiting = _waiting(organization, by, ids)
    past = _past(organization, by, [pk for pk in ids if pk and pk not in waiting])
    checked, seen = Checked(), set[UUID]()
    for each, pk in zip(lines, ids, strict=True):
        claim = waiting.get(pk)
        if pk in seen:
            checked.errors.append(LineNote(each.line, _("This id stands in the file twice.")))
        elif pk in past:
            seen.add(past[pk].pk)
            checked.past.append(LineNote(each.line, what_became(past[pk])))
        elif claim is None:
            checked.errors.append(LineNote(each.line, _("No question with this id waits here.")))
        else:
            seen.add(claim.pk)
            _judge(each, claim, checked)
    _complete(checked, waiting.values(), seen)
    checked.errors.sort(key=lambda error: error.line)
    return checked


@transaction.atomic
def answer_one(
    *,
    attestation: AttestationRequest,
    answers: Sequence[OneAnswer],
    name: str,
    role: str,
    by: Any,
) -> bool:
    """Take the answers about one person. False when it is not open any more, or what is asked has
    changed."""
    try:
        answer(attestation=attestation, answers=answers, name=name, role=role, by=by)
    except NotOpen:
        transaction.set_rollback(True)
        return False
    return True


def answer_all(*, checked: Checked, name: str, role: str, by: Any) -> Sent:
    """Take every answer of a file without errors, each person for itself, and say of each line
    what became of it."""
    if checked.errors:
        raise ValueError("a file with errors answers nothing")
    attestations = AttestationRequest.objects.select_related("request__organization").in_bulk(
        list(checked.answers)
    )
    sent, late = Sent(not_taken=list(checked.past)), list[UUID]()
    for pk, answers in checked.answers.items():
        claims = [one.claim.pk for one in answers]
        if answer_one(attestation=attestations[pk], answers=answers, name=name, role=role, by=by):
            sent.people += 1
            sent.taken += [LineNote(checked.lines[each], _("Taken.")) for each in claims]
        else:
            late += claims
    found = AttestedClaim.objects.filter(pk__in=late)
    for claim in found.select_related("attestation__request__organization"):
        sent.not_taken.append(LineNote(checked.lines[claim.pk], what_became(claim)))
    sent.taken.sort(key=lambda note: note.line)
    sent.not_taken.sort(key=lambda note: note.line)
    return sent


def _waiting(
    organization: Organization, by: Any, claim_ids: Sequence[UUID | None]
) -> dict[UUID | None, AttestedClaim]:
    """The claims that wait, of every person about whom one of these claims is."""
    named = AttestedClaim.objects.filter(pk__in=[pk for pk in claim_ids if pk])
    open_now = AttestationRequest.objects.open().filter(pk__in=named.values("attestation"))
    mine = inbox_of(organization, by=by).filter(pk__in=open_now)
    claims = AttestedClaim.objects.filter(attestation__in=mine, said=Said.ASKED)
    return {claim.pk: claim for claim in claims.select_related("revision", "row")}


def _past(
    organization: Organization, by: Any, claim_ids: Sequence[UUID]
) -> dict[UUID | None, AttestedClaim]:
    """Those of the organization's own that do not wait any more."""
    mine = inbox_of(organization, by=by)
    found = AttestedClaim.objects.filter(pk__in=claim_ids, attestation__in=mine)
    return {claim.pk: claim for claim in found.select_related("attestation__request__organization")}


def _judge(each: Line, claim: AttestedClaim, checked: Checked) -> None:
    try:
        right = right_from_texts(claim, each.said.strip().lower(), each.right)
    except BadAnswer as bad:
        checked.errors.append(LineNote(each.line, str(bad)))
        return
    one = OneAnswer(claim, Said(each.said.strip().lower()), right)
    checked.answers.setdefault(claim.attestation_id, []).append(one)
    checked.lines[claim.pk] = each.line


def _complete(checked: Checked, waiting: Iterable[AttestedClaim], seen: set[UUID]) -> None:
    """Find people about whom a question is missing from the file."""
    wrong = {error.line for error in checked.errors}
    for claim in waiting:
        answers = checked.answers.get(claim.attestation_id)
        if not answers or claim.pk in seen:
            continue
        place = checked.lines[answers[0].claim.pk]
        if place not in wrong:
            wrong.add(place)
            message = _("Answer every question about this person: one is missing from the file.")
            checked.errors.append(LineNote(place, message))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
