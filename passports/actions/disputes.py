"""A holder objects to what is said of a claim; it is looked into within 30 days.

Modelled on the reinvestigation of the law on background checks (15 U.S.C. 1681i): what nobody can
confirm in that time is no longer told as if it were so.
"""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import User
from passports.actions import verification
from passports.actions.turns import take_turn
from passports.dispute_followers import tell_closed, tell_opened
from passports.models import Claim, Credential, Dispute, DisputeState
from portal.kernel.audit import record
from portal.kernel.moves import move

CLOSED = (DisputeState.CORRECTED, DisputeState.STANDS, DisputeState.UNRESOLVED)


class AlreadyDisputed(Exception):
    """There is an open dispute of the same claim and credential."""


class NotTheirs(Exception):
    """Only the holder of a claim can dispute what is said of it."""


@transaction.atomic
def open_dispute(
    *,
    claim: Claim,
    credential: Credential | None = None,
    what_is_wrong: str,
    what_is_right: str = "",
    by: User,
) -> Dispute:
    """Start the clock, and check the credential again at once.

    Args:
        credential: what says it, or None when the objection is to an answer without a credential.
        what_is_wrong, what_is_right: the holder's words, which only they and the administrators
            read.

    Raises:
        NotTheirs: `by` is not the holder of the claim and of the credential.
        AlreadyDisputed: it is being looked into.
    """
    if claim.holder_id != by.id or (credential and credential.holder_id != by.id):
        raise NotTheirs
    take_turn([credential.pk if credential else None])
    try:
        with transaction.atomic():
            dispute = Dispute.objects.create(
                holder=by,
                claim=claim,
                credential=credential,
                what_is_wrong=what_is_wrong,
                what_is_right=what_is_right,
            )
    except IntegrityError as error:
        raise AlreadyDisputed from error
    codes = {"claim": str(claim.pk), "credential": str(credential.pk) if credential else ""}
    record(by=by, obj=dispute, deed="dispute_opened", codes=codes)
    if credential is not None:
        verification.request(credential=credential, by=by)
    tell_opened(dispute)
    return dispute


@transaction.atomic
def withdraw(*, dispute: Dispute, by: User) -> bool:
    """The holder takes the objection back. False when it was closed already. Raises NotTheirs."""
    if dispute.holder_id != by.id:
        raise NotTheirs
    return _close(dispute, to=DisputeState.WITHDRAWN, by=by)


@transaction.atomic
def close(*, dispute: Dispute, to: DisputeState, outcome: str = "", by: User | None) -> bool:
    """Say what was found, and tell the holder and everybody who follows.

    Args:
        to: one of `CLOSED`.
        outcome: what the holder reads.
        by: the administrator, or None for the portal itself.

    Returns: False when it was closed already.
    """
    if to not in CLOSED:
        raise ValueError(to)
    if not _close(dispute, to=to, outcome=outcome, by=by):
        return False
    notify(
        user=dispute.holder,
        kind=f"dispute_{to.value}",
        params={"claim": dispute.claim.current.title if dispute.claim.current else ""},
        url=reverse("dispute", args=[dispute.pk]),
    )
    return True


@transaction.atomic
def close_overdue(*, at_most: int = 500) -> int:
    """Close what nobody settled in time. Run by the beat. Returns how many this call closed."""
    overdue = Dispute.objects.overdue().select_related("holder", "claim", "credential")
    return sum(
        close(dispute=dispute, to=DisputeState.UNRESOLVED, by=None)
        for dispute in overdue.order_by("due_at")[:at_most]
    )


def _close(dispute: Dispute, *, to: DisputeState, outcome: str = "", by: User | None) -> bool:
    take_turn([dispute.credential_id])
    if not move(dispute, to=to, closed_at=timezone.now(), outcome=outcome):
        return False
    record(by=by, obj=dispute, deed=f"dispute_{to.value}")
    tell_closed(dispute)
    return True
