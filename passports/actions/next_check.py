"""When a credential is looked at again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from passports.standards.types import Check, CheckName, Outcome, Report, Verdict

# A revocation list is read once a day; everything else changes rarely.
WITH_STATUS = timedelta(days=1)
OLD = timedelta(days=30)
FIRST_RETRY = timedelta(hours=1)
LONGEST_RETRY = timedelta(days=7)


def next_check_at(
    *, report: Report, valid_from: datetime | None, valid_until: datetime | None, retries: int
) -> datetime:
    """When to verify again, after `retries` inconclusive answers in a row (this one included).

    An inconclusive answer is tried again after one hour, then two, four, up to a week. The moment
    at which a credential comes into force or expires is never slept through.
    """
    now = report.checked_at
    if report.verdict == Verdict.INCONCLUSIVE:
        # 2**8 hours are more than a week already; a bigger exponent would only overflow.
        doublings = min(max(0, retries - 1), 8)
        return now + min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)
    due = now + (WITH_STATUS if _has_status(report.checks) else OLD)
    turns = [moment for moment in (valid_from, valid_until) if moment and moment > now]
    return min([due, *(turn + timedelta(minutes=2) for turn in turns)])


def _has_status(checks: Sequence[Check]) -> bool:
    return any(
        check.name == CheckName.STATUS and check.outcome != Outcome.NOT_APPLICABLE
        for check in checks
    )
