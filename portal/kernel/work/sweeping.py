"""Finding rows whose message was lost, and sending another. Any process may do it at any time.

A row that has waited for long has not lost its message for that: the queue may be long. As long as
a queue holds as many messages as rows wait for one, it gets no more. Otherwise rows that wait for
minutes would be sent again and again, and the queue would grow with the square of what waits in it.
"""

import logging
import time
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work.claiming import claimable
from portal.kernel.work.kinds import QUEUES
from portal.kernel.work.sending import messages_in, send_each
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
    # Asked before the transaction: no row is held while a broker does not answer.
    messages = {queue: messages_in(queue) for queue in QUEUES}
    taken: list[tuple[UUID, str]] = []
    with transaction.atomic():
        # Whoever held these is gone, and their message with it. A queue that only another version
        # knows is not asked.
        taken += _take(Q(state=WorkState.RUNNING) | ~Q(queue__in=QUEUES), batch_rows)
        for queue, number in messages.items():
            most = batch_rows - len(taken)
            if number is not None:
                most = min(most, _without_message(queue, number, most))
            taken += _take(Q(state=WorkState.QUEUED, queue=queue), most)
    return taken


def _without_message(queue: str, messages: int, most: int) -> int:
    """How many of the rows that are due have no message in the queue, at least; never more than
    `most` beyond the messages are looked at."""
    due = WorkRow.objects.filter(state=WorkState.QUEUED, queue=queue, due_at__lte=Now())
    return max(0, due[: messages + most].count() - messages)


def _take(which: Q, most: int) -> list[tuple[UUID, str]]:
    waiting = WorkRow.objects.filter(which, send_at__lte=Now()).order_by("send_at")
    if connection.vendor == "postgresql":
        waiting = waiting.select_for_update(skip_locked=True)
    # SQLite: transactions are IMMEDIATE, so this one is the only writer until it commits.
    rows = list(waiting.values_list("id", "queue")[:most]) if most > 0 else []
    if rows:
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
