"""Bulk checks: a file becomes pieces of work, and their results are kept for a week."""

import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from accounts.models import Organization
from passports.adapters.bulk_lines import lines_of, packed_lines, pieces_of
from passports.models import BulkCheck, BulkPiece, BulkPieceState, BulkState
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue_many

CHECK_PIECE = "passports.check_bulk_piece"
MOST_CREDENTIALS = 100_000
MOST_UNFINISHED = 2
KEPT_DAYS = 7
# An upload whose process died is of no use to anybody.
RECEIVING_HOURS = 6


class BulkRefused(Exception):
    """The file is not taken. `code`: `empty`, `too_many_credentials`, `too_many_checks`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def start(
    *, organization: Organization | None, file: BinaryIO, filename: str, by: Any
) -> BulkCheck:
    """Store the lines of `file` piece by piece, then the work that checks them.

    `file` is read as a stream: the memory that this takes does not grow with it. The pieces are
    stored one transaction each, so that nobody waits for a long upload; only the last transaction
    makes work of them. Raises BulkRefused, and nothing stays.
    """
    if _unfinished(organization, by) >= MOST_UNFINISHED:
        raise BulkRefused("too_many_checks")
    check = BulkCheck.objects.create(
        organization=organization,
        started_by=by,
        filename=filename[-255:],
        expires_at=timezone.now() + datetime.timedelta(days=KEPT_DAYS),
    )
    try:
        count = _store_pieces(check, file)
    except BulkRefused:
        check.delete()
        raise
    _begin(check, count, by)
    return check


def _unfinished(organization: Organization | None, by: Any) -> int:
    mine = {"organization": organization} if organization else {"started_by": by}
    open_checks = BulkCheck.objects.filter(**mine, pieces__state=BulkPieceState.WAITING)
    return open_checks.distinct().count()


def _store_pieces(check: BulkCheck, file: BinaryIO) -> int:
    count = 0
    for position, piece in enumerate(pieces_of(lines_of(file)), start=1):
        count += len(piece)
        if count > MOST_CREDENTIALS:
            raise BulkRefused("too_many_credentials")
        BulkPiece.objects.create(check_run=check, position=position, content=packed_lines(piece))
    if not count:
        raise BulkRefused("empty")
    return count


@transaction.atomic
def _begin(check: BulkCheck, count: int, by: Any) -> None:
    move(check, to=BulkState.CHECKING, credentials=count)
    pieces = list(BulkPiece.objects.filter(check_run=check).values_list("id", flat=True))
    enqueue_many(CHECK_PIECE, pieces)
    record(by=by, obj=check, deed="bulk_check_started", codes={"credentials": count})


@transaction.atomic
def remove(*, check: BulkCheck, by: Any) -> None:
    """Delete a check with its results before its time; work that is left finds nothing."""
    record(by=by, obj=check, deed="bulk_check_removed")
    check.delete()


def remove_expired(*, at_most: int = 100) -> int:
    """Delete the checks whose week is over, and uploads that never ended. Run by the beat."""
    now = timezone.now()
    stale = now - datetime.timedelta(hours=RECEIVING_HOURS)
    expired = BulkCheck.objects.filter(expires_at__lt=now)
    unended = BulkCheck.objects.filter(state=BulkState.RECEIVING, created_at__lt=stale)
    gone = list(expired[:at_most]) + list(unended[:at_most])
    for check in gone:
        with transaction.atomic():
            record(by=None, obj=check, deed="bulk_check_expired")
            check.delete()
    return len(gone)
