"""Which figures may be published so that no sum and no difference of them tells of few people.

Rows are put into parts that do not overlap (a span of days and a state, say), and a figure counts
the rows of some parts. Parts that are in the same figures are never told apart, so together they
are one group. A set of figures is safe if every combination of them, with whatever factors, has at
least one group of ten people or more in it: once a combination cancels all groups of ten or more,
it has cancelled everything. Each group is a column of zeros and ones, one for each figure, and the
rule says that the columns of the wide groups have the rank of all columns.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

FEWEST_PEOPLE = 10
Figure = frozenset[Any]
People = Callable[[frozenset[Any]], int]
# Larger than every determinant of zeros and ones that can turn up here (27 figures), so that what
# is independent stays so: exact, and faster than fractions.
_PRIME = 2**61 - 1


def published(wanted: Sequence[Figure], *, parts: Collection[Any], people: People) -> list[Figure]:
    """Those of the wanted figures that may be published together; earlier ones go first.

    Args:
        parts: those that have any rows at all.
        people: how many different people (ten for ten or more) are in some parts. To count too few
            is safe.
    """
    chosen: list[Figure] = []
    for figure in wanted:
        if _is_safe([*chosen, figure], parts, people):
            chosen.append(figure)
    return chosen


def _is_safe(figures: Sequence[Figure], parts: Collection[Any], people: People) -> bool:
    groups: dict[tuple[int, ...], set[Any]] = {}
    for part in parts:
        column = tuple(int(part in figure) for figure in figures)
        if any(column):
            groups.setdefault(column, set()).add(part)
    wide, narrow = _Span(), []
    for column, members in groups.items():
        if people(frozenset(members)) >= FEWEST_PEOPLE:
            wide.add(column)
        else:
            narrow.append(column)
    return all(wide.holds(column) for column in narrow)


class _Span:
    """What can be combined from some columns."""

    def __init__(self) -> None:
        self._by_first: dict[int, list[int]] = {}

    def add(self, column: Iterable[int]) -> None:
        first, rest = self._reduced(column)
        if first is not None:
            inverse = pow(rest[first], -1, _PRIME)
            self._by_first[first] = [value * inverse % _PRIME for value in rest]

    def holds(self, column: Iterable[int]) -> bool:
        return self._reduced(column)[0] is None

    def _reduced(self, column: Iterable[int]) -> tuple[int | None, list[int]]:
        rest = list(column)
        for place in range(len(rest)):
            factor = rest[place]
            if not factor:
                continue
            known = self._by_first.get(place)
            if known is None:
                return place, rest
            rest = [
                (value - factor * other) % _PRIME for value, other in zip(rest, known, strict=True)
            ]
        return None, rest
