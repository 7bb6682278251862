"""Ties between claims and credentials. What a tie says is always compared, never typed in."""

from django.db import transaction

from accounts.models import User
from passports.actions import assurance
from passports.comparing import comparison
from passports.models import Claim, Credential, Evidence
from portal.kernel.audit import record


class NotTheSameHolder(ValueError):
    """A claim and a credential of two people cannot be tied."""


@transaction.atomic
def attach(*, claim: Claim, credential: Credential, by: User | None) -> Evidence:
    """Tie a credential to a claim, or compare them again when they are tied already.

    Raises NotTheSameHolder.
    """
    if claim.holder_id != credential.holder_id:
        raise NotTheSameHolder
    found = comparison(claim=claim, credential=credential)
    evidence, created = Evidence.objects.update_or_create(
        claim=claim,
        credential=credential,
        defaults={"relation": found.relation, "fields": found.fields},
    )
    if created:
        record(by=by, obj=evidence, deed="evidence_attached", codes={"claim": str(claim.pk)})
    assurance.recompute(claim=claim)
    return evidence


@transaction.atomic
def detach(*, evidence: Evidence, by: User) -> None:
    """Untie a credential from a claim. The credential itself stays."""
    claim = evidence.claim
    record(by=by, obj=evidence, deed="evidence_detached", codes={"claim": str(claim.pk)})
    evidence.delete()
    assurance.recompute(claim=claim)


@transaction.atomic
def after_verification(*, credential: Credential) -> None:
    """Compare again and derive again all that rests on this credential.

    Called in the transaction that stores a new report, after the credential, its proposal and
    `superseded_by` of the ones it replaces.
    """
    claims = Claim.objects.filter(evidence__credential=credential) | Claim.objects.filter(
        evidence__credential__superseded_by=credential
    )
    for claim in claims.distinct():
        compare_again(claim=claim)


@transaction.atomic
def compare_again(*, claim: Claim) -> None:
    """After a change of the claim or of a credential: relations first, then the assurance."""
    for evidence in Evidence.objects.filter(claim=claim).select_related(
        "credential__proposal", "claim__current"
    ):
        found = comparison(claim=evidence.claim, credential=evidence.credential)
        if (evidence.relation, evidence.fields) != (found.relation, found.fields):
            evidence.relation, evidence.fields = found.relation, found.fields
            evidence.save(update_fields=["relation", "fields"])
    assurance.recompute(claim=claim)
