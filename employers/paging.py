"""A page of an inbox by place, however long it is: of those who ask, and of those who are asked.

A page is read along an index, from a place on: nothing is counted, and nothing before it is read.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: list[Any]
    # Where the next page begins; empty at the end.
    after: str
    is_first: bool


def page_of(rows: QuerySet[Any], after: str) -> InboxPage:
    """The page that begins after a place that an earlier page named, of rows that stand newest
    first: by `created_at`, then by `id`."""
    place = _place(after)
    if place is not None:
        when, row_id = place
        rows = rows.filter(created_at__lte=when).exclude(created_at=when, id__gte=row_id)
    found = list(rows[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    more = len(found) > ROWS_A_PAGE
    return InboxPage(
        rows=shown,
        after=f"{shown[-1].created_at.isoformat()}_{shown[-1].id}" if more else "",
        is_first=place is None,
    )


def count_up_to(rows: QuerySet[Any], most: int) -> int:
    """How many there are, but never more than `most` + 1 are looked at."""
    return rows.order_by()[: most + 1].count()


def _place(after: str) -> tuple[dt.datetime, UUID] | None:
    when, _between, row_id = after.partition("_")
    try:
        moment, found = dt.datetime.fromisoformat(when), UUID(row_id)
        return (moment.astimezone(dt.UTC), found) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
