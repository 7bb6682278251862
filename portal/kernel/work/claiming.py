"""Taking a row, and giving it back. Each is one conditional UPDATE by the database's clock."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.kinds import Effect, OnFailed
from portal.kernel.work.timing import MAX_ATTEMPTS, lease


@dataclass(frozen=True)
class Claim:
    """The right to work on a row, as long as nobody else took it over: `token` fences."""

    row_id: UUID
    token: UUID
    kind: str
    subject_id: UUID
    attempts: int
    last_reason: str


def claimable() -> Q:
    """Queued and due, or held by a worker whose lease ran out."""
    return Q(state=WorkState.QUEUED, due_at__lte=Now()) | Q(
        state=WorkState.RUNNING, lease_until__lte=Now()
    )


def claim(row_id: UUID) -> Claim | None:
    """Take the row, or None when it is done, not due, or somebody else's."""
    token = uuid4()
    until = Now() + lease()
    taken = WorkRow.objects.filter(claimable(), id=row_id).update(
        state=WorkState.RUNNING,
        attempts=F("attempts") + 1,
        token=token,
        lease_until=until,
        send_at=until,
    )
    if not taken:
        return None
    # Only the holder of the token may read on: whoever takes the row over changes the token.
    row = WorkRow.objects.filter(id=row_id, token=token).first()
    if row is None:
        return None
    return Claim(row.id, token, row.kind, row.subject_id, row.attempts, row.reason)


def finish(held: Claim, effect: Effect | None) -> bool:
    """Mark the row as done and run its effect, both or neither. False when the lease was lost."""
    with transaction.atomic():
        if not _mine(held).update(
            state=WorkState.DONE, token=None, lease_until=None, reason="", finished_at=Now()
        ):
            return False
        if effect is not None:
            effect()
    return True


def give_back(held: Claim, reason: str, pause: timedelta) -> bool:
    """Queue the row again, due after a pause. False when the lease was lost."""
    due_at = Now() + pause
    return bool(
        _mine(held).update(
            state=WorkState.QUEUED,
            token=None,
            lease_until=None,
            reason=reason,
            due_at=due_at,
            send_at=due_at,
        )
    )


def fail(
    held: Claim, reason: str, on_failed: OnFailed | None, max_attempts: int = MAX_ATTEMPTS
) -> bool:
    """Mark the row as failed and tell its kind, both or neither. False when the lease was lost."""
    with transaction.atomic():
        if not _mine(held).update(
            state=WorkState.FAILED,
            token=None,
            lease_until=None,
            reason=reason,
            attempts=min(held.attempts, max_attempts),
            finished_at=Now(),
        ):
            return False
        if on_failed is not None:
            on_failed(held.subject_id, reason)
    return True


def _mine(held: Claim) -> QuerySet[WorkRow]:
    return WorkRow.objects.filter(id=held.row_id, token=held.token, state=WorkState.RUNNING)
