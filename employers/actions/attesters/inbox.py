"""The inbox of an organization: many questions, answered one by one, by a file or by a program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organization
from employers.actions.attesters.answering import OneAnswer, answer
from employers.actions.refusals import NotOpen
from employers.attesters.replies import BadAnswer, right_from_texts
from employers.models import AttestationRequest, AttestedClaim, Said
from employers.models.attestation_request import OPEN_ATTESTATIONS
from portal.kernel.text import folded


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it came: where it stood, the id of the claim, what is said, what is right."""

    line: int
    claim_id: str
    said: str
    right: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineError:
    line: int
    message: str


@dataclass(slots=True)
class Checked:
    """What came of a file: answers by request, and what is wrong with which line."""

    answers: dict[UUID, list[OneAnswer]] = field(default_factory=dict)
    errors: list[LineError] = field(default_factory=list)


def inbox_of(organization: Organization, *, by: Any) -> QuerySet[AttestationRequest]:
    """What the organization was asked. Nobody answers about themselves."""
    found = AttestationRequest.objects.filter(organization=organization)
    return found.exclude(request__holder=by) if by is not None else found


def searched(
    rows: QuerySet[AttestationRequest], *, state: str, search: str
) -> QuerySet[AttestationRequest]:
    """`state` is waiting, answered, ended or all; `search` looks in the names of people and
    the job references of those who ask."""
    if state == "waiting":
        rows = rows.filter(state__in=OPEN_ATTESTATIONS)
    elif state == "answered":
        rows = rows.filter(state="answered")
    elif state == "ended":
        rows = rows.filter(state__in=["declined", "handed_over", "expired", "stopped"])
    for word in folded(search).split():
        rows = rows.filter(search_folded__contains=word)
    return rows


def check(*, organization: Organization, by: Any, lines: Iterable[Line]) -> Checked:
    """Judge answers without storing any, in a constant number of queries."""
    lines = list(lines)
    waiting = _waiting(organization, by, [_uuid(each.claim_id) for each in lines])
    checked, seen = Checked(), set[UUID]()
    for each in lines:
        claim = waiting.get(_uuid(each.claim_id))
        if claim is None:
            checked.errors.append(LineError(each.line, _("No question with this id waits here.")))
        elif claim.pk in seen:
            checked.errors.append(LineError(each.line, _("This id stands in the file twice.")))
        else:
            seen.add(claim.pk)
            _judge(each, claim, checked)
    answered = {one.claim.pk for group in checked.answers.values() for one in group}
    wrong = {error.line for error in checked.errors}
    first_lines = {_uuid(each.claim_id): each.line for each in reversed(lines)}
    missing = [
        claim
        for claim in waiting.values()
        if claim.attestation_id in checked.answers and claim.pk not in answered | seen
    ]
    for claim in missing:
        place = first_lines[checked.answers[claim.attestation_id][0].claim.pk]
        if place not in wrong:
            wrong.add(place)
            message = _("Answer every question about this person: one is missing from the file.")
            checked.errors.append(LineError(place, message))
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
    """Take the answers about one person. False when it is not open any more."""
    try:
        answer(attestation=attestation, answers=answers, name=name, role=role, by=by)
    except NotOpen:
        transaction.set_rollback(True)
        return False
    return True


def answer_all(*, checked: Checked, name: str, role: str, by: Any) -> tuple[int, int]:
    """Take every answer of a file without errors, each person for itself.

    Returns: how many people were answered about, and how many were closed in the meantime.
    """
    if checked.errors:
        raise ValueError("a file with errors answers nothing")
    attestations = AttestationRequest.objects.select_related("request__organization").in_bulk(
        list(checked.answers)
    )
    done = 0
    for pk, answers in checked.answers.items():
        done += answer_one(
            attestation=attestations[pk], answers=answers, name=name, role=role, by=by
        )
    return done, len(checked.answers) - done


def _waiting(
    organization: Organization, by: Any, claim_ids: Sequence[UUID | None]
) -> dict[UUID | None, AttestedClaim]:
    """The claims that wait, of every person about whom one of these claims is."""
    named = AttestedClaim.objects.filter(pk__in=[pk for pk in claim_ids if pk])
    open_now = AttestationRequest.objects.open().filter(pk__in=named.values("attestation"))
    mine = inbox_of(organization, by=by).filter(pk__in=open_now)
    claims = AttestedClaim.objects.filter(attestation__in=mine, said=Said.ASKED)
    return {claim.pk: claim for claim in claims.select_related("revision", "row")}


def _judge(each: Line, claim: AttestedClaim, checked: Checked) -> None:
    try:
        right = right_from_texts(claim, each.said.strip().lower(), each.right)
    except BadAnswer as bad:
        checked.errors.append(LineError(each.line, str(bad)))
        return
    one = OneAnswer(claim, Said(each.said.strip().lower()), right)
    checked.answers.setdefault(claim.attestation_id, []).append(one)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
