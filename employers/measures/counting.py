"""The rows behind the measures, in parts that do not overlap, with the people who are in each.

A part of the requests is a span of days, a state, and whether an answer is disputed; a part of the
answers is a span of days and a layer. The spans are those between one period and the next, counted
from the beginning of a day, so that two looks on one day have the same spans.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, pairwise
from operator import or_
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Organization
from employers.measures.hiding import FEWEST_PEOPLE, Figure
from employers.models import DisputedAnswer, RequestedClaim, VerificationRequest
from employers.models.requested_claim import SAID

# The shortest first.
PERIODS_DAYS = (30, 90, 365)
_LONGEST = PERIODS_DAYS[-1]


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows by part; for parts of fewer than ten people, who they are."""

    rows: dict[tuple[Any, ...], int]
    few: dict[tuple[Any, ...], frozenset[Any]]

    def figure(self, days: int, *others: Any) -> Figure:
        """The parts of one period; `others` are what each has to be beside, None for anything."""
        return frozenset(
            part
            for part in self.rows
            if part[0] <= days
            and all(
                want is None or want == is_ for want, is_ in zip(others, part[1:], strict=False)
            )
        )

    def count(self, figure: Figure) -> int:
        return sum(self.rows.get(part, 0) for part in figure)

    def people(self, parts: frozenset[Any]) -> int:
        """How many different people; ten for ten or more.

        Whoever has no account is nobody here, or an organization could fill a group with addresses
        that it made up.
        """
        here = [part for part in parts if part in self.rows]
        if any(part not in self.few for part in here):
            return FEWEST_PEOPLE
        return len(reduce(or_, (self.few[part] for part in here), frozenset()))


@dataclass(frozen=True, slots=True)
class Spans:
    """The requests of one organization and their people, from so many days ago to so many."""

    rows: dict[tuple[int, int], int]
    people_in: dict[tuple[int, int], int]

    @property
    def parts(self) -> list[tuple[int]]:
        return [(days,) for upto, days in pairwise((0, *PERIODS_DAYS)) if self.rows[(upto, days)]]

    def people(self, parts: frozenset[tuple[int]]) -> int:
        """Of spans beside each other, which are all that periods can be told apart by."""
        longest, shortest = max(parts)[0], min(parts)[0]
        return self.people_in[((0, *PERIODS_DAYS)[PERIODS_DAYS.index(shortest)], longest)]


def since(days: int) -> dt.datetime:
    """When a period begins: at midnight (UTC)."""
    midnight = timezone.now().astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - dt.timedelta(days=days)


def sent(organization: Organization | None, days: int = _LONGEST) -> QuerySet[VerificationRequest]:
    rows = VerificationRequest.objects.filter(sent_at__gte=since(days)).order_by()
    return rows if organization is None else rows.filter(organization=organization)


def said(requests: QuerySet[VerificationRequest]) -> QuerySet[RequestedClaim]:
    return (
        RequestedClaim.objects.filter(
            request__in=requests,
            answer__in=SAID,
            answered_at__isnull=False,
            request__decided_at__isnull=False,
        )
        .exclude(layer="")
        .order_by()
    )


def parts_of_requests(requests: QuerySet[VerificationRequest]) -> Parts:
    about = DisputedAnswer.objects.filter(requested_claim__request=OuterRef("pk"))
    rows = requests.annotate(span=_span("sent_at"), disputed=Exists(about))
    return _parts(rows, ("span", "state", "disputed"), "holder")


def parts_of_answers(requests: QuerySet[VerificationRequest]) -> Parts:
    rows = said(requests).annotate(span=_span("request__sent_at"))
    return _parts(rows, ("span", "layer"), "request__holder")


def spans_of_organizations() -> dict[Any, Spans]:
    """For each organization that asked at least ten people: its requests by span alone."""
    ranges = list(combinations((0, *PERIODS_DAYS), 2))
    inside = {
        f"{upto}_{days}": Q(sent_at__gte=since(days))
        & (Q(sent_at__lt=since(upto)) if upto else Q())
        for upto, days in ranges
    }
    rows: QuerySet[Any, Any] = (
        sent(None)
        .values("organization")
        .annotate(
            **{f"rows_{name}": Count("pk", filter=has) for name, has in inside.items()},
            **{
                f"people_{name}": Count("holder", filter=has, distinct=True)
                for name, has in inside.items()
            },
        )
        .filter(**{f"people_0_{_LONGEST}__gte": FEWEST_PEOPLE})
    )
    return {
        row["organization"]: Spans(
            {(upto, days): row[f"rows_{upto}_{days}"] for upto, days in ranges},
            {(upto, days): row[f"people_{upto}_{days}"] for upto, days in ranges},
        )
        for row in rows
    }


def _parts(rows: QuerySet[Any], names: Collection[str], person: str) -> Parts:
    counted: dict[tuple[Any, ...], int] = {}
    few: dict[tuple[Any, ...], frozenset[Any]] = {}
    small = Q()
    for row in rows.values(*names).annotate(n=Count("pk"), people=Count(person, distinct=True)):
        part = tuple(row[name] for name in names)
        counted[part] = row["n"]
        if row["people"] < FEWEST_PEOPLE:
            few[part] = frozenset()
            small |= Q(**{name: row[name] for name in names})
    if small:
        found = rows.filter(small, **{f"{person}__isnull": False})
        for *part, somebody in found.values_list(*names, person).distinct():
            few[tuple(part)] = few[tuple(part)] | {somebody}
    return Parts(counted, few)


def _span(moment: str) -> Case:
    """The shortest period that a row is in."""
    whens = [When(**{f"{moment}__gte": since(days)}, then=Value(days)) for days in PERIODS_DAYS]
    return Case(*whens, default=Value(_LONGEST), output_field=IntegerField())
