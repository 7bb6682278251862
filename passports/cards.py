"""Claims as the component `claim_card` shows them, with their evidence and its checks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from passports.claims import KINDS
from passports.claims.display import facts_of, period_of
from passports.claims.matching import CONFIRMED, DIFFERENT, NOT_STATED
from passports.models import (
    Assurance,
    Claim,
    ClaimRevision,
    Credential,
    Evidence,
    VerdictChoice,
    VerificationReport,
)
from passports.sentences.report import checks_for_people, reason_of, registries_of


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A credential beside a claim, and the report that counts or counted then."""

    credential: Credential
    report: VerificationReport | None
    relation: str
    fields: Mapping[str, str]

    @classmethod
    def of(cls, evidence: Evidence) -> "ShownEvidence":
        credential = evidence.credential
        return cls(credential, credential.latest_report, evidence.relation, evidence.fields)


@dataclass(frozen=True, slots=True)
class ShownClaim:
    id: str
    kind: str
    kind_label: str
    title: str
    organization: str
    period: str
    place: str
    assurance: str
    details: Sequence[tuple[str, Any]]
    evidence: Sequence[Mapping[str, Any]]
    hidden: bool = False
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def claim_card(
    claim: Claim,
    revision: ClaimRevision,
    assurance: str,
    evidence: Iterable[ShownEvidence] = (),
    *,
    own: bool = False,
) -> ShownClaim:
    """One card. `own` is for the holder: with links to the claim and to the credentials."""
    return ShownClaim(
        id=str(claim.pk),
        kind=claim.kind,
        # The group's heading says it already; the word is here for "hidden".
        kind_label=str(KINDS[claim.kind].label) if claim.hidden else "",
        title=revision.title,
        organization=revision.organization_name,
        period=period_of(claim.kind, revision),
        place=revision.place,
        assurance=assurance,
        details=facts_of(claim.kind, revision),
        evidence=[evidence_row(claim.kind, each, own=own) for each in evidence],
        hidden=claim.hidden and own,
        url=reverse("claim", args=[claim.pk]) if own else "",
    )


def own_cards(claims: Iterable[Claim]) -> list[ShownClaim]:
    """The holder's claims, fetched with `with_evidence`."""
    return [
        claim_card(
            claim,
            claim.current,
            claim.assurance,
            [ShownEvidence.of(each) for each in claim.evidence.all()],
            own=True,
        )
        for claim in claims
        if claim.current is not None
    ]


def evidence_row(kind: str, shown: ShownEvidence, *, own: bool = False) -> dict[str, Any]:
    """One line of the component `evidence_list`."""
    credential, report = shown.credential, shown.report
    return {
        "title": credential.title or _("Credential without a title"),
        "issuer": credential.issuer_name,
        "relation": shown.relation,
        "verdict": report.verdict if report else None,
        "reason": reason_of(report.checks) if report else "",
        "url": reverse("credential", args=[credential.pk]) if own else "",
        "note": " ".join(
            part for part in (note_of(kind, shown.fields), recognition_of(report)) if part
        ),
        "checks": checks_for_people(report.checks) if report else [],
    }


def recognition_of(report: VerificationReport | None) -> str:
    """Whether a registry knows the issuer. A good signature alone does not say who somebody is."""
    if report is None or report.verdict != VerdictChoice.VERIFIED:
        return ""
    registries = registries_of(report.checks)
    if registries:
        return _("Issuer recognized by %(registries)s.") % {"registries": registries}
    return _("Issuer not in a registry that we use.")


def note_of(kind: str, fields: Mapping[str, str]) -> str:
    """Which parts of the claim the credential confirms, contradicts, and does not mention."""
    sentences = []
    for outcome, sentence in (
        (CONFIRMED, _("It confirms: %(fields)s.")),
        (DIFFERENT, _("It says something else about: %(fields)s.")),
        (NOT_STATED, _("It does not mention: %(fields)s.")),
    ):
        names = [field_label(kind, name) for name, found in fields.items() if found == outcome]
        if names:
            sentences.append(sentence % {"fields": ", ".join(names)})
    return " ".join(sentences)


def field_label(kind: str, name: str) -> str:
    """What a field of a claim is called in a sentence."""
    common = {
        "title": _("title"),
        "organization": _("organization"),
        "start": _("start"),
        "end": _("end"),
    }
    label = str(common.get(name) or KINDS[kind].labels.get(name, name))
    return label[:1].lower() + label[1:]


def grouped(cards: Iterable[ShownClaim]) -> list[dict[str, Any]]:
    """Cards by kind, in the order of the kinds, for the component `claim_groups`."""
    cards = list(cards)
    groups = []
    for name, kind in KINDS.items():
        members = [card for card in cards if card.kind == name]
        if members:
            groups.append({"kind": name, "label": kind.label, "claims": members})
    return groups


def counts_of(cards: Iterable[ShownClaim]) -> dict[str, int]:
    """How many claims have which assurance, the best first."""
    found = Counter(card.assurance for card in cards)
    return {name: found[name] for name in reversed(Assurance.values) if found[name]}
