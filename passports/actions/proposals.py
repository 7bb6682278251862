"""Claims that credentials would support, as the holder decides about them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from passports.actions import claims
from passports.adapters import untrusted
from passports.claims import mapping
from passports.claims.details import BadDetails
from passports.models import (
    Claim,
    Credential,
    Evidence,
    ImportItem,
    ImportRun,
    Proposal,
    ProposalState,
)
from passports.standards.types import Document
from portal.kernel.audit import record
from portal.kernel.moves import move


def propose(*, credential: Credential, document: Document) -> Proposal | None:
    """Store the claim that this credential would support, if its kind has one.

    Somebody else's credential proposes nothing: it would support nothing.
    """
    if credential.not_yours:
        return None
    proposed = mapping.propose(credential.summary, document.data)
    if proposed is None:
        return None
    row, _ = Proposal.objects.get_or_create(
        credential=credential,
        defaults={"kind": proposed.kind, "values": untrusted.json_value(proposed.values)},
    )
    return row


@transaction.atomic
def accept(*, proposal: Proposal, values: Mapping[str, Any], by: Any) -> Claim | None:
    """Make the claim, with the values as the holder wants them. None if that happened already."""
    if not move(proposal, to=ProposalState.ACCEPTED):
        return None
    claim = claims.create_from_proposal(proposal=proposal, values=values, by=by)
    Proposal.objects.filter(id=proposal.id).update(claim=claim)
    record(by=by, obj=proposal, deed="proposal_accepted", codes={"kind": proposal.kind})
    return claim


def of_run(run: ImportRun) -> QuerySet[Proposal]:
    """What the credentials of an upload propose and the holder has not decided about. A credential
    that supports a claim already proposes nothing new."""
    brought = ImportItem.objects.filter(run=run, credential__isnull=False)
    found = Proposal.objects.filter(
        state=ProposalState.OPEN, credential__in=brought.values("credential")
    )
    tied = Evidence.objects.filter(credential=OuterRef("credential"), claim__removed_at=None)
    return found.exclude(Exists(tied)).select_related("credential__holder")


@transaction.atomic
def accept_all(*, run: ImportRun, by: Any) -> int:
    """Make all claims that the credentials of an upload propose, as they are proposed. What cannot
    be taken as it is stays for the holder to look at. Returns how many."""
    made = 0
    for proposal in of_run(run).order_by("created_at"):
        try:
            with transaction.atomic():
                made += accept(proposal=proposal, values=proposal.values, by=by) is not None
        except (claims.BadValues, BadDetails):
            continue
    return made


@transaction.atomic
def ignore(*, proposal: Proposal, by: Any) -> bool:
    """Put the proposal away. It can be taken up again."""
    if not move(proposal, to=ProposalState.IGNORED):
        return False
    record(by=by, obj=proposal, deed="proposal_ignored", codes={"kind": proposal.kind})
    return True


@transaction.atomic
def take_up_again(*, proposal: Proposal, by: Any) -> bool:
    """Bring an ignored proposal back. An accepted one stays accepted."""
    if not move(proposal, to=ProposalState.OPEN, only_from=[ProposalState.IGNORED]):
        return False
    record(by=by, obj=proposal, deed="proposal_taken_up_again", codes={"kind": proposal.kind})
    return True
