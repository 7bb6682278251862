"""What a claim is worth, derived from its evidence. The only writer of `Claim.assurance`."""

from collections.abc import Iterable

from passports.claims import attested
from passports.comparing import comparison
from passports.models import Assurance, Claim, Credential, Evidence, Relation, VerdictChoice
from passports.reliance import is_somebody_elses, undoing_check, unvouched_check
from passports.voices import voice_of

_RANK = {assurance: rank for rank, assurance in enumerate(Assurance.values)}


def recompute(*, claim: Claim) -> Assurance:
    """Derive the assurance of a claim from its evidence and store it. Returns it."""
    assurance = derive(
        Evidence.objects.filter(claim=claim).select_related(
            "claim__current",
            "credential__proposal",
            "credential__latest_report",
            "credential__superseded_by__latest_report",
        )
    )
    if claim.assurance != assurance:
        Claim.objects.filter(pk=claim.pk).update(assurance=assurance)
        claim.assurance = assurance
    return assurance


def derive(evidence: Iterable[Evidence]) -> Assurance:
    """The best that any one piece of evidence gives; self-asserted when there is none."""
    worths = [worth(each) for each in evidence]
    return max(worths, key=lambda each: _RANK[each], default=Assurance.SELF_ASSERTED)


def worth(evidence: Evidence) -> Assurance:
    """What one piece of evidence gives to its claim."""
    credential = evidence.credential
    checks = credential.latest_report.checks if credential.latest_report else ()
    if credential.not_yours or is_somebody_elses(checks) or undoing_check(checks):
        return Assurance.SELF_ASSERTED
    if evidence.relation != Relation.SUPPORTS:
        return Assurance.DOCUMENT_ON_FILE
    if credential.verdict != VerdictChoice.VERIFIED or _taken_back(credential, evidence):
        return Assurance.DOCUMENT_ON_FILE
    if unvouched_check(checks) or not voice_of(evidence).counts:
        return Assurance.DOCUMENT_ON_FILE
    if attested.is_attestation(credential.summary.get("types") or ()):
        # Signed by us, by somebody of whom we know only that they read mail at some address.
        unsure = credential.summary.get("attestation", {}).get("level") == attested.LOW
        return Assurance.DOCUMENT_ON_FILE if unsure else Assurance.ATTESTED
    return Assurance.ISSUER_VERIFIED


def _taken_back(credential: Credential, evidence: Evidence) -> bool:
    """Has a later credential of the same issuer and id replaced it, saying something else?"""
    later = credential.superseded_by
    if later is None:
        return False
    revision = evidence.claim.current
    if later.verdict == VerdictChoice.NOT_VERIFIED or revision is None:
        return True
    return comparison(claim=evidence.claim, credential=later).relation != Relation.SUPPORTS
