"""What the credentials that a holder has already say about one claim.

Only a credential can answer that is verified, by an issuer whom a registry knows, issued to the
holder, and not replaced (see passports/reliance.py), and only of an organization for which its
issuer may speak (passports/voices.py).
Where none does, the answer is "could not be checked", with the reason: absence is never a negative.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from employers.layers.reply import Reply
from employers.models import Answer, Layer, RequestedClaim
from passports.claims.stated import stated_otherwise
from passports.comparing import said_by
from passports.models import Claim, Credential, Dispute, Evidence, Relation, VerdictChoice
from passports.reliance import unvouched_check
from passports.voices import voice_of

LAYER = Layer.HELD
UNVOUCHED = {"issuer_recognized": "issuer_not_recognized", "recipient": "recipient_not_proven"}


def foresee(row: RequestedClaim) -> str:
    if begin(row) is None:
        return ""
    return _("A credential that you have answers this, at once. Nobody is asked.")


def begin(row: RequestedClaim) -> Reply | None:
    """Answer from the evidence of the claim, or None when none of it counts."""
    return None if row.claim is None else answer_from_held(row.claim)


def stop(row: RequestedClaim) -> None:
    """Nobody was asked."""


def again(row: RequestedClaim, dispute: Dispute) -> None:
    """The credential is checked again when the dispute is opened; its issuer is for the
    administrators to ask."""


def answer_from_held(claim: Claim) -> Reply | None:
    """Answer one claim from its evidence, or None. A contradiction by a good credential is never
    hidden behind another one that agrees."""
    counting = [
        item for item in _evidence(claim) if counts(item.credential) and voice_of(item).counts
    ]
    differing = [item for item in counting if item.relation == Relation.DIFFERS]
    chosen = differing or counting
    if not chosen:
        return None
    return Reply(
        answer=Answer.DIFFERS if differing else Answer.CONFIRMED,
        layer=LAYER,
        basis={
            "revision": str(claim.current_id),
            "evidence": [shown_evidence(item) for item in chosen],
        },
        source_name=chosen[0].credential.issuer_name[:200],
        report_ids=tuple(str(item.credential.latest_report_id) for item in chosen),
    )


def counts(credential: Credential) -> bool:
    """May this credential answer for its holder now?"""
    return (
        credential.verdict == VerdictChoice.VERIFIED
        and not credential.not_yours
        and credential.superseded_by_id is None
        and credential.latest_report is not None
        and not unvouched_check(credential.latest_report.checks)
    )


def shown_evidence(item: Evidence) -> dict[str, Any]:
    """One credential behind an answer, in ids and codes."""
    report = item.credential.latest_report
    return {
        "report": str(report.id) if report else None,
        "relation": item.relation,
        "fields": item.fields,
        # What it says instead: "differs" alone helps nobody.
        "says": stated_otherwise(said_by(item.credential), item.fields),
        "issuer_name": item.credential.issuer_name,
        "checked_at": report.checked_at.isoformat() if report else None,
        # Of an attestation: how sure it is that its attester speaks for the organization.
        "attestation": item.credential.summary.get("attestation", {}).get("level", ""),
        "voice": voice_of(item).as_json(),
    }


def reason_of(claim: Claim) -> str:
    """Why nothing that is held answers this claim, as a code."""
    evidence = _evidence(claim)
    if not evidence:
        return "no_credential"
    if all(item.credential.not_yours for item in evidence):
        return "credential_of_somebody_else"
    for item in evidence:
        report = item.credential.latest_report
        if item.credential.verdict == VerdictChoice.VERIFIED and report is not None:
            if unvouched := unvouched_check(report.checks):
                return UNVOUCHED[unvouched]
            return "credential_replaced" if voice_of(item).counts else "issuer_speaks_for_another"
    verdicts = {item.credential.verdict for item in evidence}
    for verdict in (VerdictChoice.NOT_VERIFIED, VerdictChoice.INCONCLUSIVE):
        if verdict in verdicts:
            return f"credential_{verdict.value}"
    return "credential_unsupported"


def bring_evidence(claims: Iterable[Claim]) -> None:
    """Read what `answer_from_held` asks about each of these claims, in one query."""
    prefetch_related_objects(list(claims), Prefetch("evidence", queryset=_tied()))


def _evidence(claim: Claim) -> list[Evidence]:
    if "evidence" in getattr(claim, "_prefetched_objects_cache", {}):
        return list(claim.evidence.all())
    return list(_tied().filter(claim=claim))


def _tied() -> QuerySet[Evidence]:
    return Evidence.objects.select_related(
        "claim__current",
        "credential__latest_report",
        "credential__issuer",
        "credential__proposal",
    ).order_by("created_at")
