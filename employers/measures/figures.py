"""How requests are answered: how fast, from where, and how often not.

What is published is told by `hiding`: no group of fewer than ten people follows from it, for all
periods, tables, organizations and the portal together. Numbers are rounded to fives and shares are
those of the rounded numbers, so that two looks do not tell of one request in between. Nothing and
too few look alike.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet

from accounts.models import Organization
from employers.measures.counting import said, sent, spans_of_organizations
from employers.measures.publishing import DISPUTED, Tables, tables_of, totals_published
from employers.models import Layer, RequestedClaim, RequestState
from employers.words import state_word

_STEP = 5
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
    disputed_percent: int | None


def measures(*, organization: Organization | None, days: int) -> Measures:
    """What became of the requests sent in the last `days` days, of one organization or of all."""
    tables = tables_of(organization)
    total = tables.requests.get((days,))
    if not total:
        return Measures(days, None, (), (), None)
    disputed = tables.requests.get((days, DISPUTED))
    return Measures(
        days=days,
        requests=rounded(total),
        endings=[_ending(tables, days, state) for state in _STATES],
        speeds=_speeds(tables, organization, days),
        disputed_percent=_percent(disputed, total) if disputed else None,
    )


def by_organization(*, days: int, at_most: int = 200) -> list[tuple[str, int]]:
    """The organizations whose own page shows this number, those that asked most first."""
    shown = {
        pk: spans.rows[(0, days)]
        for pk, spans in spans_of_organizations().items()
        if spans.rows[(0, days)] and days in totals_published(spans)
    }
    most = sorted(shown, key=lambda pk: shown[pk], reverse=True)[:at_most]
    names = Organization.objects.in_bulk(most)
    return [(names[pk].name, rounded(shown[pk])) for pk in most if pk in names]


def rounded(number: int) -> int:
    return (number + _STEP // 2) // _STEP * _STEP


_STATES = [state for state in RequestState.values if state != RequestState.DRAFT]


def _ending(tables: Tables, days: int, state: str) -> Ending:
    requests = tables.requests.get((days, state))
    label = state_word(state)
    if not requests:
        return Ending(state, label, None)
    return Ending(state, label, rounded(requests), _percent(requests, tables.requests[(days,)]))


def _speeds(tables: Tables, organization: Organization | None, days: int) -> list[Speed]:
    answers = said(sent(organization, days))
    return [_speed(tables, answers, days, layer) for layer in Layer.values]


def _speed(tables: Tables, answers: QuerySet[RequestedClaim], days: int, layer: str) -> Speed:
    label = str(Layer(layer).label)
    number, total = tables.answers.get((days, layer)), tables.answers.get((days,))
    if not number:
        return Speed(layer, label, None)
    times = answers.filter(layer=layer).annotate(time=_TIME).order_by("time")
    return Speed(
        layer=layer,
        label=label,
        answers=rounded(number),
        median=_at_rank(times, number, 0.5),
        ninetieth=_at_rank(times, number, 0.9),
        share_percent=_percent(number, total) if total else None,
    )


def _at_rank(times: QuerySet[Any], count: int, quantile: float) -> dt.timedelta:
    """The nearest-rank quantile, to two digits: nobody's own time."""
    rank = max(0, math.ceil(quantile * count) - 1)
    found: dt.timedelta = times.values_list("time", flat=True)[rank]
    return dt.timedelta(seconds=float(f"{found.total_seconds():.2g}"))


def _percent(part: int, whole: int) -> int:
    return round(100 * rounded(part) / rounded(whole))
