"""Doing the background work of a test in the test's own process."""

from django.db.models.functions import Now

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.running import Run, run_row


def work() -> int:
    """Run every row of this app and what these enqueue, until nothing is left. Returns how many.

    A handler that raises is a failed test, not a row that waits for its next attempt.
    """
    done = 0
    while ids := list(
        WorkRow.objects.filter(
            state=WorkState.QUEUED, kind__startswith="passports.", due_at__lte=Now()
        )
        .order_by("created_at")
        .values_list("id", flat=True)
    ):
        for row_id in ids:
            if run_row(row_id) not in (Run.DONE, Run.NOT_CLAIMED):
                raise AssertionError(WorkRow.objects.get(id=row_id).reason)
            done += 1
    return done
