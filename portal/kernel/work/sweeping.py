"""Finding rows whose message was lost, and sending another. Any process may do it at any time."""

import logging
import time
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work.claiming import claimable
from portal.kernel.work.sending import send_each
from portal.kernel.work.timing import first_resend, later_resend

logger = logging.getLogger(__name__)

BATCH_ROWS = 500
_last_sweep = float("-inf")


def sweep(batch_rows: int = BATCH_ROWS) -> int:
    """Send a message for each row that waits for one, at most a batch. Returns how many."""
    rows = take_unsent(batch_rows)
    unsent = send_each(rows)
    if unsent:
        WorkRow.objects.filter(id__in=unsent, state__in=UNFINISHED).update(
            send_at=Now() + first_resend()
        )
    return len(rows) - len(unsent)


def take_unsent(batch_rows: int) -> list[tuple[UUID, str]]:
    """Take the rows that wait for a message, oldest first; no two sweepers get the same row."""
    waiting = WorkRow.objects.filter(state__in=UNFINISHED, send_at__lte=Now()).order_by("send_at")
    with transaction.atomic():
        if connection.vendor == "postgresql":
            waiting = waiting.select_for_update(skip_locked=True)
        # SQLite: transactions are IMMEDIATE, so this one is the only writer until it commits.
        rows = list(waiting.values_list("id", "queue")[:batch_rows])
        WorkRow.objects.filter(id__in=[row_id for row_id, _queue in rows]).update(
            send_at=Now() + later_resend()
        )
    return rows


def sweep_now_and_then() -> None:
    """Sweep if this process has not done so for a while: called after each piece of work, so that
    nothing hangs on the beat alone."""
    global _last_sweep
    now = time.monotonic()
    if now - _last_sweep < settings.WORK_SWEEP_SECONDS:
        return
    _last_sweep = now
    try:
        sweep()
    except DatabaseError as error:
        logger.warning("sweep failed", extra={"error": type(error).__name__})


def forget_done(batch_rows: int = 10 * BATCH_ROWS) -> int:
    """Delete rows that were done long ago, at most a batch. Failed ones stay until somebody acts.
    Returns how many."""
    old = WorkRow.objects.filter(
        state=WorkState.DONE, finished_at__lt=Now() - timedelta(days=settings.WORK_KEPT_DAYS)
    )
    ids = list(old.values_list("id", flat=True)[:batch_rows])
    return WorkRow.objects.filter(id__in=ids).delete()[0]


def oldest_due_seconds() -> float:
    """For how long the row that waits longest has been due, in seconds; 0 when none is."""
    waited = (
        WorkRow.objects.filter(claimable())
        .order_by("due_at")
        .values_list(Now() - F("due_at"), flat=True)
        .first()
    )
    return waited.total_seconds() if waited else 0.0
