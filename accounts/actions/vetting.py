"""Deciding about organizations. Every decision has a reason and stays in the history."""

from django.db import transaction
from django.utils import timezone

from accounts.actions.owners import tell_owners
from accounts.followers import tell_decided
from accounts.models import Organization, User, Vetting, VettingDecision
from portal.kernel.audit import record
from portal.kernel.moves import move

_DEEDS = {
    Vetting.PENDING: "organization_reopened",
    Vetting.VETTED: "organization_vetted",
    Vetting.REJECTED: "organization_rejected",
    Vetting.SUSPENDED: "organization_suspended",
}


class ReasonMissing(Exception):
    """A decision without a reason is no decision."""


class MoveLost(Exception):
    """The organization was in another state already."""


@transaction.atomic
def decide(*, organization: Organization, to: str, reason: str, by: User) -> VettingDecision:
    """Move the organization to another state of vetting and tell its owners.

    Raises ReasonMissing, MoveLost when somebody else decided first or the move is not legal, and
    ValueError for a state that is none.
    """
    state = Vetting(to)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    before = organization.vetting
    now = timezone.now()
    if state not in Organization.LEGAL_MOVES[Vetting(before)] or not move(
        organization,
        to=state,
        by_field="vetting",
        only_from=[before],
        vetting_reason=reason,
        vetted_at=now if state == Vetting.VETTED else organization.vetted_at,
    ):
        raise MoveLost
    decision = VettingDecision.objects.create(
        organization=organization, from_state=before, to_state=state, reason=reason, decided_by=by
    )
    record(by=by, obj=organization, deed=_DEEDS[state], codes={"from": before, "to": str(state)})
    tell_owners(organization=organization, kind=_DEEDS[state], params={"reason": reason})
    tell_decided(decision)
    return decision
