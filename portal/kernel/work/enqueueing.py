"""Writing down that something is to be done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from portal.kernel.models import WorkRow
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work.kinds import kind_named
from portal.kernel.work.sending import send_each
from portal.kernel.work.timing import first_resend


def enqueue(kind: str, subject_id: UUID, *, due_at: datetime | None = None) -> WorkRow:
    """Store the row of one piece of work, inside the caller's transaction.

    While an unfinished row of the same kind and subject exists, that one is returned and nothing
    is added. The message is sent when the transaction commits. Raises UnknownKind.
    """
    return enqueue_many(kind, [subject_id], due_at=due_at)[0]


def enqueue_many(
    kind: str, subject_ids: Iterable[UUID], *, due_at: datetime | None = None
) -> list[WorkRow]:
    """The same for many subjects at once, in a constant number of queries and in their order."""
    wanted = list(subject_ids)
    queue = kind_named(kind).queue
    # Sorted, so that two transactions that add the same rows wait for each other in one order.
    new = {
        subject_id: WorkRow(
            kind=kind,
            subject_id=subject_id,
            queue=queue,
            due_at=due_at or Now(),
            send_at=due_at or Now() + first_resend(),
        )
        for subject_id in sorted(set(wanted))
    }
    with transaction.atomic():
        WorkRow.objects.bulk_create(new.values(), ignore_conflicts=True)
        found = {
            row.subject_id: row
            for row in WorkRow.objects.filter(
                kind=kind, subject_id__in=list(new), state__in=UNFINISHED
            )
        }
        for subject_id, row in new.items():
            if subject_id not in found:
                # The row that was in the way finished between the two statements.
                row.save(force_insert=True)
                row.refresh_from_db()
                found[subject_id] = row
    if due_at is None:
        # In the caller's order: a worker alone then does them in it.
        added = [
            (found[subject_id].id, queue)
            for subject_id in dict.fromkeys(wanted)
            if found[subject_id].id == new[subject_id].id
        ]
        if added:
            transaction.on_commit(lambda: _send(added))
    return [found[subject_id] for subject_id in wanted]


def _send(rows: list[tuple[UUID, str]]) -> None:
    send_each(rows)
