"""What a holder sees of those who are asked: whom we would ask, whom we asked, what came of it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.actions.portals.asking import institution_for
from employers.attesters.knowing import attester_for
from employers.attesters.words import level_words
from employers.layers.held import answer_from_held
from employers.models import (
    Answer,
    AttestationRequest,
    AttestedClaim,
    ClaimDocument,
    Layer,
    RequestedClaim,
    Said,
    VerificationRequest,
)
from employers.portals.words import portal_beforehand


@dataclass(slots=True)
class WhoAnswers:
    """How one claim of an open request will be answered, and where the holder can change that."""

    title: str
    sentence: str
    warning: str = ""
    url: str = ""
    link: str = ""


def who_answers(request: VerificationRequest) -> list[WhoAnswers]:
    """For each claim that is asked: what happens when the holder authorizes it."""
    rows = request.requested_claims.select_related("claim__current__organization")
    return [_who(request, row) for row in rows if row.claim and row.claim.current]


def _who(request: VerificationRequest, row: RequestedClaim) -> WhoAnswers:
    claim = row.claim
    if claim is None or claim.current is None or request.holder is None:
        return WhoAnswers("", "")
    title = claim.current.title
    if answer_from_held(claim) is not None:
        return WhoAnswers(title, _("A credential that you have answers this, at once."))
    institution = institution_for(row)
    if institution is not None:
        return WhoAnswers(title, portal_beforehand(institution, request.holder))
    url = f"{reverse('attester_contact', args=[claim.pk])}?next=" + reverse(
        "request_for_me", args=[request.pk]
    )
    attester = attester_for(claim, request.holder)
    if attester is None:
        return WhoAnswers(
            title,
            _("No credential of yours answers this, and we know nobody to ask."),
            url=url,
            link=_("Name somebody who can confirm it"),
        )
    if attester.inbox_of is not None:
        sentence = _("We ask the registrar's office of %(name)s.") % {
            "name": attester.inbox_of.name
        }
        return WhoAnswers(title, sentence)
    sentence = _("We ask %(name)s, %(role)s, whom you named.") % {
        "name": attester.name,
        "role": attester.role,
    }
    warning = level_words(attester.standing.level) if attester.standing.level == "low" else ""
    return WhoAnswers(title, sentence, warning, url, _("Name somebody else"))


@dataclass(slots=True)
class Asking:
    """One claim that somebody was asked about, in the holder's eyes."""

    row: RequestedClaim
    title: str
    waiting: bool
    steps: list[dict[str, Any]]
    documents: list[ClaimDocument]
    wants_document: bool


def asking(request: VerificationRequest) -> list[Asking]:
    """Every claim for which an attester was asked, in a constant number of queries."""
    rows = list(
        request.requested_claims.filter(attested_claims__isnull=False)
        .distinct()
        .select_related("claim__current")
    )
    asked: dict[Any, list[AttestedClaim]] = {row.pk: [] for row in rows}
    for each in (
        AttestedClaim.objects.filter(row__in=rows)
        .select_related("attestation", "revision")
        .order_by("attestation__created_at")
    ):
        asked[each.row_id].append(each)
    given: dict[Any, list[ClaimDocument]] = {row.pk: [] for row in rows}
    for document in ClaimDocument.objects.filter(row__in=rows).defer("content"):
        given[document.row_id].append(document)
    return [
        Asking(
            row=row,
            title=asked[row.pk][0].revision.title,
            waiting=row.answer == Answer.ASKED and row.layer == Layer.ATTESTER,
            steps=[_step(each) for each in asked[row.pk]],
            documents=given[row.pk],
            wants_document=any(each.attestation.documents_asked_at for each in asked[row.pk]),
        )
        for row in rows
    ]


def _step(each: AttestedClaim) -> dict[str, Any]:
    attestation = each.attestation
    return {
        "whom": _whom(attestation),
        "standing": attestation.standing_words,
        "when": attestation.created_at,
        "state": attestation.get_state_display(),
        "said": each.get_said_display() if each.said not in (Said.ASKED, Said.STOPPED) else "",
        "answered": attestation.ended_at if attestation.typed_name else None,
        "reminders": attestation.reminders,
    }


def _whom(attestation: AttestationRequest) -> str:
    parts = (
        attestation.typed_name or attestation.name,
        attestation.typed_role or attestation.role,
        attestation.email,
    )
    return ", ".join(part for part in parts if part) or _(
        "Somebody whose address we have forgotten"
    )
