"""What an organization's page publishes, and what that of the portal may publish beside it.

Totals come before what is in them, and longer periods before shorter ones. The order is the same
whatever the numbers are: one that followed them would tell of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Organization
from employers.measures.counting import (
    PERIODS_DAYS,
    Parts,
    Spans,
    parts_of_answers,
    parts_of_requests,
    sent,
    spans_of_organizations,
)
from employers.measures.hiding import Figure, published
from employers.models import Layer, RequestState

DISPUTED = "disputed"
# Of how many organizations it is found out what each publishes itself: for more it would take
# longer than a page may, and a portal with more has small ones enough to hide behind.
_MOST_COMPARED = 20
_STATES = (
    RequestState.COMPLETED,
    RequestState.DECLINED,
    RequestState.EXPIRED,
    RequestState.WITHDRAWN,
    RequestState.SENT,
    RequestState.VIEWED,
    RequestState.AUTHORIZED,
)
_LAYERS = (Layer.HELD, Layer.PORTAL, Layer.ATTESTER)
_LONGEST_FIRST = PERIODS_DAYS[::-1]
# (days,) is all of a period; (days, name) one state, layer, or what is disputed.
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The numbers that may be published, not rounded yet."""

    requests: Mapping[Key, int]
    answers: Mapping[Key, int]


def tables_of(organization: Organization | None) -> Tables:
    if organization is None:
        return _tables_of_all()
    requests = sent(organization)
    return Tables(
        _table(parts_of_requests(requests), _requests_wanted),
        _table(parts_of_answers(requests), _answers_wanted),
    )


def totals_published(spans: Spans) -> set[int]:
    """The periods whose total an organization publishes: as in its tables, totals go first."""
    figures = {
        frozenset((span,) for span in PERIODS_DAYS if span <= days): days for days in _LONGEST_FIRST
    }
    chosen = published(list(figures), parts=spans.parts, people=spans.people)
    return {figures[figure] for figure in chosen}


def _tables_of_all() -> Tables:
    """Figures that stay safe whatever is subtracted of what organizations publish.

    The rest, organizations too small to publish anything, is in nobody's figures but the portal's:
    what is safe within the rest alone is safe. Whatever is not is published only where it is the
    sum of what every organization publishes itself.
    """
    everybody = sent(None)
    large = list(spans_of_organizations())
    rest = everybody.exclude(organization__in=large)
    alone: list[Tables] = []
    if len(large) <= _MOST_COMPARED:
        alone = [tables_of(each) for each in Organization.objects.filter(pk__in=large)]
    return Tables(
        _table_of_all(
            parts_of_requests(everybody),
            parts_of_requests(rest),
            [each.requests for each in alone],
            _requests_wanted,
        ),
        _table_of_all(
            parts_of_answers(everybody),
            parts_of_answers(rest),
            [each.answers for each in alone],
            _answers_wanted,
        ),
    )


def _requests_wanted(parts: Parts, days: int) -> Iterator[tuple[Key, Figure]]:
    for state in _STATES:
        yield (days, state), parts.figure(days, state)
    yield (days, DISPUTED), parts.figure(days, None, True)


def _answers_wanted(parts: Parts, days: int) -> Iterator[tuple[Key, Figure]]:
    for layer in _LAYERS:
        yield (days, layer), parts.figure(days, layer)


def _table(parts: Parts, wanted: Any) -> dict[Key, int]:
    return _counted(parts, _chosen(parts, wanted, parts))


def _table_of_all(
    parts: Parts, rest: Parts, alone: Iterable[Mapping[Key, int]], wanted: Any
) -> dict[Key, int]:
    safe = _counted(parts, _chosen(parts, wanted, rest))
    for key, figure in _all_wanted(parts, wanted):
        number = parts.count(figure)
        if number and number == sum(each.get(key, 0) for each in alone):
            safe[key] = number
    return {key: number for key, number in safe.items() if (key[0],) in safe}


def _chosen(parts: Parts, wanted: Any, crowd: Parts) -> dict[Key, Figure]:
    """Of what is wanted, what may be published: totals, then what is in those that are."""
    figures = dict(_all_wanted(parts, wanted))
    totals = [figures[(days,)] for days in _LONGEST_FIRST]
    shown = published(totals, parts=parts.rows, people=crowd.people)
    cells = [figure for key, figure in figures.items() if figures[(key[0],)] in shown]
    chosen = set(published([*shown, *cells], parts=parts.rows, people=crowd.people))
    return {key: figure for key, figure in figures.items() if figure in chosen}


def _all_wanted(parts: Parts, wanted: Any) -> Iterator[tuple[Key, Figure]]:
    for days in _LONGEST_FIRST:
        yield (days,), parts.figure(days)
    in_periods = [list(wanted(parts, days)) for days in _LONGEST_FIRST]
    for of_one_name in zip(*in_periods, strict=True):
        yield from of_one_name


def _counted(parts: Parts, figures: Mapping[Key, Figure]) -> dict[Key, int]:
    return {key: parts.count(figure) for key, figure in figures.items() if figure}
