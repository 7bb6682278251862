"""An inbox, of those who ask or of those who are asked: a page of it by place, however long.

A page is read along an index, from a place on: nothing is counted, and nothing before it is read.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization
from employers.models import RequestQuestion, RequestState, VerificationRequest
from portal.kernel.text import folded

ROWS_A_PAGE = 50
_SHOWN = (
    "state",
    "reference",
    "purpose",
    "created_at",
    "deadline",
    "invited_name",
    "invited_email",
    "holder__name",
    "holder__email",
)


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: list[Any]
    # Where the next page begins; empty at the end.
    after: str
    is_first: bool


def inbox(
    *, organization: Organization, state: str = "", search: str = ""
) -> QuerySet[VerificationRequest]:
    """The organization's requests, newest first. `search` is looked for in the person's name or
    address and the job reference, whatever case and accents. Each row carries `has_question`."""
    rows = VerificationRequest.objects.filter(organization=organization)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    for word in folded(search).split():
        rows = rows.filter(search_folded__contains=word)
    waiting = RequestQuestion.objects.filter(request=OuterRef("pk"), replied_at__isnull=True)
    return (
        rows.select_related("holder")
        .only(*_SHOWN)
        .annotate(has_question=Exists(waiting))
        .order_by("-created_at", "-id")
    )


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
