"""One run of one row: claim, work outside any transaction, finish together with the effects."""

import logging
import traceback
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded

from portal.kernel.work.claiming import Claim, claim, fail, finish, give_back
from portal.kernel.work.kinds import Kind, Permanent, Transient, UnknownKind, kind_named
from portal.kernel.work.timing import MAX_ATTEMPTS, backoff

logger = logging.getLogger(__name__)


class Run(StrEnum):
    """What became of one message."""

    NOT_CLAIMED = "not_claimed"
    DONE = "done"
    QUEUED_AGAIN = "queued_again"
    FAILED = "failed"
    LEASE_LOST = "lease_lost"


def run_row(row_id: UUID) -> Run:
    """Work on the row if it is there to be worked on. Safe to call any number of times."""
    held = claim(row_id)
    if held is None:
        return Run.NOT_CLAIMED
    try:
        kind = kind_named(held.kind)
    except UnknownKind:
        # A newer version enqueued it, or an older one: another worker may know the kind.
        return _try_again(held, None, "unknown_kind")
    if held.attempts > kind.max_attempts:
        # The last attempt ended without a word: the worker died or froze.
        return _give_up(held, kind, held.last_reason or "worker_lost")
    try:
        effect = kind.handler(held.subject_id)
        return Run.DONE if finish(held, effect) else _lost(held)
    except Permanent as error:
        return _give_up(held, kind, error.code)
    except Transient as error:
        return _try_again(held, kind, error.code, error.retry_after_seconds)
    except SoftTimeLimitExceeded:
        return _try_again(held, kind, "too_slow")
    except Exception as error:
        # Whatever a handler raises must end in the row, or the row would stay taken until its
        # lease runs out and the administrator would never read why.
        _log_without_content(held, error)
        return _try_again(held, kind, f"unexpected:{type(error).__name__}"[:60])


def _try_again(held: Claim, kind: Kind | None, reason: str, retry_after_seconds: int = 0) -> Run:
    if held.attempts >= _max_attempts(kind):
        return _give_up(held, kind, reason)
    if kind is not None and kind.pauses:
        pause = kind.pauses[held.attempts - 1]
    else:
        pause = max(backoff(held.attempts), timedelta(seconds=retry_after_seconds))
    return Run.QUEUED_AGAIN if give_back(held, reason, pause) else _lost(held)


def _max_attempts(kind: Kind | None) -> int:
    return kind.max_attempts if kind else MAX_ATTEMPTS


def _give_up(held: Claim, kind: Kind | None, reason: str) -> Run:
    try:
        failed = fail(held, reason, kind.on_failed if kind else None, _max_attempts(kind))
    except Exception as error:
        # A callback that raises would bring the row back for ever. The row fails without it.
        _log_without_content(held, error)
        failed = fail(held, "on_failed_raised", None, _max_attempts(kind))
    return Run.FAILED if failed else _lost(held)


def _lost(held: Claim) -> Run:
    logger.warning("work lease lost", extra={"work_row": str(held.row_id), "kind": held.kind})
    return Run.LEASE_LOST


def _log_without_content(held: Claim, error: Exception) -> None:
    """The type and the places, not the message: messages of exceptions quote people's data."""
    places = [
        f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    logger.error(
        "work raised",
        extra={
            "work_row": str(held.row_id),
            "kind": held.kind,
            "error": type(error).__name__,
            "places": places[-8:],
        },
    )
