"""What an organization was told in answer to a request, as codes and texts for its machines.

The page, the signed document, the paper and the API say the same: what was disclosed, no more.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import override

from employers.attesters.words import UNSURE, is_unsure, rests_on_strangers, source_sentence
from employers.models import Answer, VerificationRequest
from employers.models.requested_claim import SAID
from employers.portals.words import level_of, portal_sentences
from passports.claims import attested
from passports.models import ClaimRevision, Dispute

_SUPPORTS = "supports"


def claims_of(asked: VerificationRequest) -> list[dict[str, Any]]:
    """One entry for each claim of the request, in its order, in a constant number of queries."""
    disputes = Dispute.objects.open().filter(claim=OuterRef("claim"))
    rows = asked.requested_claims.annotate(disputed=Exists(disputes))
    found = list(rows.prefetch_related("corrections"))
    wanted = [row.basis["revision"] for row in found if row.basis.get("revision")]
    revisions = {str(key): each for key, each in ClaimRevision.objects.in_bulk(wanted).items()}
    return [_claim(row, revisions.get(str(row.basis.get("revision")))) for row in found]


def is_disputed(claims: list[dict[str, Any]]) -> bool:
    return any(claim["disputed"] for claim in claims)


def _claim(row: Any, revision: ClaimRevision | None) -> dict[str, Any]:
    said = row.answer in SAID
    # Whoever left a claim out has disclosed nothing of it.
    told = revision if said else None
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "asked": row.description or (told.title if told else ""),
        "title": told.title if told else "",
        "organization": told.organization_name if told else "",
        "answer": row.answer if row.included else Answer.DECLINED.value,
        **(_certainty(row) if said else {"certainty": "", "note": ""}),
        "reason": row.basis.get("reason", "") if said else "",
        "layer": row.layer if said else "",
        "source": row.source_name if said else "",
        "answered_at": iso(row.answered_at),
        "disputed": said and row.disputed,
        "evidence": [_evidence(each, row.basis) for each in row.basis.get("evidence", [])]
        if said
        else [],
        "attester": _attester(row.basis.get("attester")) if said else {},
        "documents": len(row.basis.get("documents", [])) if said else 0,
        "corrections": [
            {"at": iso(each.created_at), "was": each.was, "became": each.became}
            for each in row.corrections.all()
        ],
    }


def _certainty(row: Any) -> dict[str, str]:
    """`low`, with the words of the page, where nobody has tied the attester to the organization.

    In English: what is signed does not depend on who reads it first.
    """
    if not rests_on_strangers(row.basis):
        return {"certainty": "", "note": ""}
    with override("en"):
        parts = [f"{UNSURE}."] if is_unsure(row.answer, row.basis) else []
        sentences = portal_sentences(row.basis, answered=True) or dict.fromkeys(
            source_sentence(each) for each in row.basis["evidence"]
        )
        return {"certainty": attested.LOW, "note": " ".join([*parts, *sentences])}


def _evidence(source: Mapping[str, Any], basis: Mapping[str, Any]) -> dict[str, Any]:
    with override("en"):
        sentence = source_sentence(source)
    return {
        "sentence": sentence,
        "issuer": source.get("issuer_name", ""),
        "relation": source.get("relation", _SUPPORTS),
        "checked_at": source.get("checked_at") or "",
        "fields": [
            {"field": name, "outcome": outcome}
            for name, outcome in sorted((source.get("fields") or {}).items())
        ],
        # With what it differs; dates as 2019, 2019-03 or 2019-03-01.
        "says": [
            {"field": name, "value": value}
            for name, value in sorted((source.get("says") or {}).items())
        ],
        "certainty": source.get("attestation") or level_of(basis),
        # Who says it, for whom, and on whose word they may.
        **_voice(source.get("voice") or {}),
    }


def _voice(voice: Mapping[str, str]) -> dict[str, str]:
    return {
        "said_by": voice.get("by", ""),
        "said_for": voice.get("organization", ""),
        "speaks_as": voice.get("speaks", ""),
        "says_who": voice.get("registry", ""),
    }


def _attester(attester: Mapping[str, Any] | None) -> dict[str, str]:
    names = ("organization", "role", "standing", "level")
    return {name: str(attester.get(name, "")) for name in names} if attester else {}


def iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
