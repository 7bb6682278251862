"""Imports: rows first, then work in the background."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from passports.models import ImportItem, ImportItemState, ImportRun
from passports.sources import Found
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue, enqueue_many

CHECK_ITEM = "passports.check_item"


@transaction.atomic
def start(*, holder: Any, source: str, found: Sequence[Found], by: Any) -> ImportRun:
    """Store a run with an item for each found document, and the work that checks them.

    `source` is a name in passports.sources.SOURCES. Documents that the source refused become items
    too, refused with their reason, so that the page can tell about every one of them.
    """
    run = ImportRun.objects.create(holder=holder, source=source)
    items = ImportItem.objects.bulk_create(
        (
            ImportItem(
                run=run,
                position=position,
                filename=one.filename,
                content=one.content or None,
                size_bytes=one.size_bytes,
                state=ImportItemState.REFUSED if one.reason else ImportItemState.WAITING,
                reason=one.reason,
                reason_params=dict(one.params),
            )
            for position, one in enumerate(found, start=1)
        ),
        batch_size=100,
    )
    waiting = [item.id for item in items if item.state == ImportItemState.WAITING]
    if waiting:
        enqueue_many(CHECK_ITEM, waiting)
    record(
        by=by,
        obj=run,
        deed="import_started",
        codes={"source": source, "items": len(items), "refused": len(items) - len(waiting)},
    )
    return run


@transaction.atomic
def retry(*, item: ImportItem, by: Any) -> bool:
    """Queue a failed item again. False when it has moved on meanwhile."""
    if not move(item, to=ImportItemState.WAITING, only_from=[ImportItemState.FAILED], reason=""):
        return False
    enqueue(CHECK_ITEM, item.id)
    record(by=by, obj=item, deed="import_item_retried")
    return True


@transaction.atomic
def retry_failed(*, run: ImportRun, by: Any) -> int:
    """Queue every failed item of the run again. Returns how many there were."""
    failed = ImportItem.objects.filter(run=run, state=ImportItemState.FAILED)
    return sum(retry(item=item, by=by) for item in failed.defer("content"))


def begin_checking(*, item: ImportItem) -> None:
    """Say on the page that the item is being looked at. Losing this move changes nothing."""
    if item.state == ImportItemState.WAITING:
        move(item, to=ImportItemState.CHECKING)


def refuse(*, item: ImportItem, reason: str, params: dict[str, Any]) -> None:
    """Close an item that holds no credential. Its bytes are of no use to anybody: they go."""
    move(item, to=ImportItemState.REFUSED, reason=reason[:60], reason_params=params, content=None)


def fail(*, item_id: UUID, reason: str) -> None:
    """Close an item that could not be finished, keeping its bytes for another try."""
    item = ImportItem.objects.defer("content").filter(id=item_id).first()
    if item is not None:
        move(item, to=ImportItemState.FAILED, reason=reason[:60])


def reopen(*, item_id: UUID) -> None:
    """Let an item wait again whose work an administrator sent again."""
    item = ImportItem.objects.defer("content").filter(id=item_id).first()
    if item is not None:
        move(item, to=ImportItemState.WAITING, only_from=[ImportItemState.FAILED], reason="")
