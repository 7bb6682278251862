"""How requests are answered: how fast, from where, and how often not. Numbers only.

A group of fewer than ten people is not shown. Where the groups of a set that are held back for that
have fewer than ten people together, the next smallest is held back too: otherwise the sum, and the
names of those that are there at all, would tell them.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Organization
from employers.models import (
    DisputedAnswer,
    Layer,
    RequestedClaim,
    RequestState,
    VerificationRequest,
)
from employers.models.requested_claim import SAID

FEWEST_PEOPLE = 10
PERIODS_DAYS = (30, 90, 365)
_TIME = ExpressionWrapper(F("answered_at") - F("request__decided_at"), output_field=DurationField())


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one layer: from the authorization to the answer. Empty where too few people are in it."""

    layer: str
    label: str
    answers: int | None
    median: dt.timedelta | None = None
    ninetieth: dt.timedelta | None = None
    share_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How requests ended. Empty where too few people are in it."""

    state: str
    label: str
    requests: int | None
    share_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """`requests` and what follows are None when there are too few to show anything."""

    days: int
    requests: int | None
    endings: Sequence[Ending]
    speeds: Sequence[Speed]
    disputed_percent: float | None


def measures(*, organization: Organization | None, days: int) -> Measures:
    """What became of the requests sent in the last `days` days, of one organization or of all."""
    sent = _sent(organization, days)
    total, people = _size(sent, "holder")
    if people < FEWEST_PEOPLE:
        return Measures(days, None, (), (), None)
    return Measures(
        days=days,
        requests=total,
        endings=_endings(sent, total),
        speeds=_speeds(sent),
        disputed_percent=_disputed_percent(sent, total),
    )


def by_organization(*, days: int, at_most: int = 200) -> list[tuple[str, int]]:
    """The organizations that asked enough people to be shown, those that asked most first."""
    rows = (
        _sent(None, days)
        .values_list("organization__name")
        .annotate(requests=Count("pk"), people=Count("holder", distinct=True))
        .filter(people__gte=FEWEST_PEOPLE)
        .order_by("-requests")
    )
    return [(name, requests) for name, requests, _people in rows[:at_most]]


def _sent(organization: Organization | None, days: int) -> QuerySet[VerificationRequest]:
    since = timezone.now() - dt.timedelta(days=days)
    rows = VerificationRequest.objects.filter(sent_at__gte=since).order_by()
    return rows if organization is None else rows.filter(organization=organization)


def _size(rows: QuerySet[Any], person: str) -> tuple[int, int]:
    found = rows.aggregate(rows=Count("pk"), people=Count(person, distinct=True))
    return found["rows"], found["people"]


def _endings(sent: QuerySet[VerificationRequest], total: int) -> list[Ending]:
    found = {
        state: (requests, people)
        for state, requests, people in sent.values_list("state").annotate(
            requests=Count("pk"), people=Count("holder", distinct=True)
        )
    }
    shown = _shown(found)
    return [
        _ending(state, found[state][0] if state in shown else None, total)
        for state in RequestState.values
        if state in found
    ]


def _ending(state: str, requests: int | None, total: int) -> Ending:
    share = None if requests is None else _percent(requests, total)
    return Ending(state, str(RequestState(state).label), requests, share)


def _speeds(sent: QuerySet[VerificationRequest]) -> list[Speed]:
    said = RequestedClaim.objects.filter(
        request__in=sent,
        answer__in=SAID,
        answered_at__isnull=False,
        request__decided_at__isnull=False,
    ).order_by()
    found = {
        layer: (answers, people)
        for layer, answers, people in said.values_list("layer").annotate(
            answers=Count("pk"), people=Count("request__holder", distinct=True)
        )
        if layer
    }
    shown, total = _shown(found), sum(answers for answers, _people in found.values())
    return [
        _speed(said, layer, found[layer][0], total)
        if layer in shown
        else Speed(layer, str(Layer(layer).label), None)
        for layer in Layer.values
        if layer in found
    ]


def _speed(said: QuerySet[RequestedClaim], layer: str, answers: int, total: int) -> Speed:
    times = said.filter(layer=layer).annotate(time=_TIME).order_by("time")
    return Speed(
        layer=layer,
        label=str(Layer(layer).label),
        answers=answers,
        median=_at_rank(times, answers, 0.5),
        ninetieth=_at_rank(times, answers, 0.9),
        share_percent=_percent(answers, total),
    )


def _at_rank(times: QuerySet[Any], count: int, quantile: float) -> dt.timedelta:
    """The nearest-rank quantile: a time that was really taken."""
    rank = max(0, math.ceil(quantile * count) - 1)
    found: dt.timedelta = times.values_list("time", flat=True)[rank]
    return found


def _disputed_percent(sent: QuerySet[VerificationRequest], total: int) -> float | None:
    """In steps of one in a thousand; None where fewer than ten people disputed, but some did."""
    about = DisputedAnswer.objects.filter(requested_claim__request=OuterRef("pk"))
    disputed, people = _size(sent.filter(Exists(about)), "holder")
    if disputed and people < FEWEST_PEOPLE:
        return None
    return round(100 * disputed / total, 1)


def _shown(groups: dict[str, tuple[int, int]]) -> set[str]:
    """Which groups of (rows, people) may be shown."""
    small = {name for name, (_rows, people) in groups.items() if people < FEWEST_PEOPLE}
    others = sorted(groups.keys() - small, key=lambda name: groups[name][0])
    while (
        small
        and others
        and (len(small) == 1 or sum(groups[name][1] for name in small) < FEWEST_PEOPLE)
    ):
        small.add(others.pop(0))
    return groups.keys() - small


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)
