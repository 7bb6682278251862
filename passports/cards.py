"""Claims as the component `claim_card` shows them, with their evidence and its checks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passports.claims import KINDS
from passports.claims.display import facts_of, period_of
from passports.claims.matching import CONFIRMED, DIFFERENT, NOT_STATED
from passports.models import (
    Assurance,
    Claim,
    ClaimRevision,
    Evidence,
    VerdictChoice,
)
from passports.reliance import is_somebody_elses, undoing_check
from passports.sentences.report import (
    checks_for_people,
    reason_of,
    registries_of,
    sentence_of,
)
from passports.voices import sentence_of as voice_sentence
from passports.voices import voice_in
from portal.kernel.addresses import address

SHOWN_OF_CLAIM = (
    "kind",
    "hidden",
    "assurance",
    "current__claim",
    *(f"current__{name}" for name in ClaimRevision.CONTENT),
)


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A credential beside a claim, and the report that counts or counted then."""

    relation: str
    fields: Mapping[str, str]
    credential_id: UUID
    title: str
    issuer_name: str
    not_yours: bool
    # None while there is no report yet.
    verdict: str | None
    checks: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, evidence: Evidence) -> "ShownEvidence":
        credential = evidence.credential
        report = credential.latest_report
        return cls(
            evidence.relation,
            evidence.fields,
            credential.pk,
            credential.title,
            credential.issuer_name,
            credential.not_yours,
            report.verdict if report else None,
            report.checks if report else (),
        )


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
    # The holder objects to what is said of it, and it is being looked into.
    disputed: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def claim_card(
    kind: str,
    revision: ClaimRevision,
    assurance: str,
    evidence: Iterable[ShownEvidence] = (),
    *,
    own: bool = False,
    hidden: bool = False,
    disputed: bool = False,
) -> ShownClaim:
    """One card. `own` is for the holder: with links to the claim and to the credentials."""
    return ShownClaim(
        id=str(revision.claim_id),
        kind=kind,
        # The group's heading says it already; the word is here for "hidden".
        kind_label=str(KINDS[kind].label) if hidden else "",
        title=revision.title,
        organization=revision.organization_name,
        period=period_of(kind, revision),
        place=revision.place,
        assurance=assurance,
        details=facts_of(kind, revision),
        evidence=[
            evidence_row(kind, each, own=own, organization=revision.organization_name)
            for each in evidence
        ],
        hidden=hidden,
        url=address("claim", revision.claim_id) if own else "",
        disputed=disputed,
    )


def own_cards(claims: Sequence[Claim]) -> list[ShownClaim]:
    """The holder's claims, with `current` and at least `SHOWN_OF_CLAIM`."""
    evidence = evidence_of(claims)
    return [
        claim_card(
            claim.kind,
            claim.current,
            claim.assurance,
            evidence[claim.pk],
            own=True,
            hidden=claim.hidden,
        )
        for claim in claims
        if claim.current is not None
    ]


def evidence_of(claims: Sequence[Claim]) -> Mapping[UUID, list[ShownEvidence]]:
    """The evidence of each claim, in one query and without what a card does not show."""
    found: dict[UUID, list[ShownEvidence]] = {claim.pk: [] for claim in claims}
    rows = (
        Evidence.objects.filter(claim__in=list(found))
        .order_by("created_at")
        .values_list(
            "claim_id",
            "relation",
            "fields",
            "credential_id",
            "credential__title",
            "credential__issuer_name",
            "credential__not_yours",
            "credential__latest_report__verdict",
            "credential__latest_report__checks",
        )
    )
    for claim_id, *columns, checks in rows:
        found[claim_id].append(ShownEvidence(*columns, checks or ()))
    return found


def evidence_row(
    kind: str, shown: ShownEvidence, *, own: bool = False, organization: str = ""
) -> dict[str, Any]:
    """One line of the component `evidence_list`; `organization`: the one that the claim names."""
    undone = undoing_check(shown.checks)
    gives_nothing = undone or shown.not_yours or is_somebody_elses(shown.checks)
    if undone:
        note = sentence_of(undone)
    elif gives_nothing:
        note = _("It was not issued to this person.")
    else:
        said = (
            note_of(kind, shown.fields),
            recognition_of(shown.verdict, shown.checks),
            _voice_of(shown, organization),
        )
        note = " ".join(part for part in said if part)
    return {
        "title": shown.title or _("Credential without a title"),
        "issuer": shown.issuer_name,
        "relation": "attached" if gives_nothing else shown.relation,
        "verdict": shown.verdict,
        "reason": reason_of(shown.checks),
        "url": address("credential", shown.credential_id) if own else "",
        "note": note,
        # The holder's title leads to the credential's own page, where the checks are.
        "checks": [] if own else checks_for_people(shown.checks),
    }


def recognition_of(verdict: str | None, checks: Sequence[Mapping[str, Any]]) -> str:
    """Whether a registry knows the issuer. A good signature alone does not say who somebody is."""
    if verdict != VerdictChoice.VERIFIED:
        return ""
    registries = registries_of(checks)
    if registries:
        return _("Issuer recognized by %(registries)s.") % {"registries": registries}
    return _("Issuer not in a registry that we use.")


def _voice_of(shown: ShownEvidence, organization: str) -> str:
    """For whom its issuer speaks: it may be somebody else than the claim names."""
    if shown.verdict != VerdictChoice.VERIFIED or not organization:
        return ""
    voice = voice_in(shown.checks, organization=organization, issuer_name=shown.issuer_name)
    return voice_sentence(voice.as_json())


def note_of(kind: str, fields: Mapping[str, str]) -> str:
    """Which parts of the claim the credential confirms, contradicts, and does not mention."""
    return _note(get_language(), kind, tuple(fields.items()))


@lru_cache(maxsize=2000)
def _note(_language: str | None, kind: str, fields: Sequence[tuple[str, str]]) -> str:
    """Kept for each language: names of fields and outcomes are words of ours."""
    sentences = []
    for outcome, sentence in (
        (CONFIRMED, _("It confirms: %(fields)s.")),
        (DIFFERENT, _("It says something else about: %(fields)s.")),
        (NOT_STATED, _("It does not mention: %(fields)s.")),
    ):
        names = [field_label(kind, name) for name, found in fields if found == outcome]
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
