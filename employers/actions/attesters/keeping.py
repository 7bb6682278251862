"""A signed answer becomes the holder's own credential, tied to the claim that it is about."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from passports.actions import credentials, evidence, proposals, verification
from passports.actions.item_checks import digest_of
from passports.models import Claim, Credential, Proposal, ProposalState
from passports.standards.types import Document, Report
from portal.kernel.audit import Code, record
from portal.kernel.moves import move


@transaction.atomic
def keep_answer(
    *,
    holder: User,
    claim: Claim | None,
    document: Document,
    report: Report,
    codes: Mapping[str, Code],
) -> Credential:
    """Store the credential with its report, and tie it to the claim if that is still there.

    Safe to call again: the same bytes are one credential. `codes` are for the audit trail.
    """
    credential, is_new = credentials.keep(
        holder=holder,
        document=document,
        digest=digest_of(document),
        original=document.payload,
        filename="",
    )
    if is_new:
        verification.store_report(credential=credential, report=report)
        record(by=None, obj=credential, deed="attestation_stored", codes=codes)
    proposal = proposals.propose(credential=credential, document=document)
    if claim is not None and claim.removed_at is None:
        if proposal is not None and move(proposal, to=ProposalState.ACCEPTED):
            Proposal.objects.filter(pk=proposal.pk).update(claim=claim)
        evidence.attach(claim=claim, credential=credential, by=None)
    credential.refresh_from_db()
    return credential
