"""Giving failed work another chance."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from portal.kernel.audit import record
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.moves import move
from portal.kernel.work.kinds import kind_named, kind_names
from portal.kernel.work.sending import send
from portal.kernel.work.timing import first_resend


@transaction.atomic
def send_again(row: WorkRow, *, by: Any) -> bool:
    """Queue a failed row again with all its attempts, on behalf of `by` (None: the portal).

    Returns False, and changes nothing, when the row is not failed any more or when newer work on
    the same subject is unfinished.
    """
    reason = row.reason
    try:
        with transaction.atomic():
            moved = move(
                row,
                to=WorkState.QUEUED,
                only_from=[WorkState.FAILED],
                attempts=0,
                reason="",
                finished_at=None,
                due_at=Now(),
                send_at=Now() + first_resend(),
            )
    except IntegrityError:
        row.refresh_from_db()
        return False
    if moved:
        if row.kind in kind_names() and (reopen := kind_named(row.kind).on_sent_again):
            reopen(row.subject_id)
        record(by=by, obj=row, deed="work_sent_again", codes={"kind": row.kind, "reason": reason})
        transaction.on_commit(lambda: send(row.id, row.queue))
    return moved
