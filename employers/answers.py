"""What the credentials that a holder has already say about one claim.

Only a credential can answer that is verified, by an issuer whom a registry knows, issued to the
holder, and not replaced (see passports/reliance.py).
Where none does, the answer is "could not be checked", with the reason: absence is never a negative.
"""

from dataclasses import dataclass
from typing import Any

from employers.models import Answer
from passports.models import Claim, Credential, Evidence, Relation, VerdictChoice
from passports.reliance import unvouched_check

UNVOUCHED = {"issuer_recognized": "issuer_not_recognized", "recipient": "recipient_not_proven"}


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """`basis` holds what was disclosed, as JSON; `report_ids` are the reports it rests on."""

    answer: Answer
    basis: dict[str, Any]
    report_ids: tuple[str, ...] = ()


def answer_from_held(claim: Claim) -> HeldAnswer:
    """Answer one claim from its evidence. A contradiction by a good credential is never hidden
    behind another one that agrees."""
    evidence = list(
        claim.evidence.select_related("credential__latest_report", "credential__issuer").order_by(
            "created_at"
        )
    )
    counting = [item for item in evidence if counts(item.credential)]
    differing = [item for item in counting if item.relation == Relation.DIFFERS]
    chosen = differing or counting
    if chosen:
        return HeldAnswer(
            answer=Answer.DIFFERS if differing else Answer.CONFIRMED,
            basis={
                "revision": _current_revision(claim),
                "evidence": [_shown(item) for item in chosen],
            },
            report_ids=tuple(str(item.credential.latest_report_id) for item in chosen),
        )
    return HeldAnswer(
        answer=Answer.COULD_NOT_BE_CHECKED,
        basis={"revision": _current_revision(claim), "evidence": [], "reason": _why_not(evidence)},
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


def _current_revision(claim: Claim) -> str:
    return str(claim.current_id)


def _shown(item: Evidence) -> dict[str, Any]:
    report = item.credential.latest_report
    return {
        "report": str(report.id) if report else None,
        "relation": item.relation,
        "fields": item.fields,
        "issuer_name": item.credential.issuer_name,
        "checked_at": report.checked_at.isoformat() if report else None,
    }


def _why_not(evidence: list[Evidence]) -> str:
    if not evidence:
        return "no_credential"
    if all(item.credential.not_yours for item in evidence):
        return "credential_of_somebody_else"
    for item in evidence:
        report = item.credential.latest_report
        if item.credential.verdict == VerdictChoice.VERIFIED and report is not None:
            return UNVOUCHED.get(unvouched_check(report.checks), "credential_replaced")
    verdicts = {item.credential.verdict for item in evidence}
    for verdict in (VerdictChoice.NOT_VERIFIED, VerdictChoice.INCONCLUSIVE):
        if verdict in verdicts:
            return f"credential_{verdict.value}"
    return "credential_unsupported"
