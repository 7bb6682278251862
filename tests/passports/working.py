"""Doing the background work of a test in the test's own process."""

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.running import run_row


def work() -> int:
    """Run every due row, and what these enqueue, until nothing is left. Returns how many."""
    done = 0
    while ids := list(
        WorkRow.objects.filter(state=WorkState.QUEUED, kind__startswith="passports.")
        .order_by("created_at")
        .values_list("id", flat=True)
    ):
        for row_id in ids:
            run_row(row_id)
            done += 1
            if done > 2000:
                raise AssertionError("the work does not end")
    return done
