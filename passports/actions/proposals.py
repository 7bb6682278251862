"""Claims that credentials would support, as the holder decides about them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from passports.actions import claims
from passports.adapters import untrusted
from passports.claims import mapping
from passports.models import Claim, Credential, Proposal, ProposalState
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
