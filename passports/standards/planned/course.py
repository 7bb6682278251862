"""What is done with the values of a document of a known shape.

Values are the strings of the document in their order, keys included, and then its numbers; a place
is a position among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from passports.standards.dates import parse_date_time
from passports.standards.finding import passed
from passports.standards.formats.text import MAX_TEXT
from passports.standards.formats.value_tests import ValueTest
from passports.standards.frozen import frozen
from passports.standards.hints import TYPE_CHECKING, Any, Final
from passports.standards.types import Achievement, CheckName, Summary

if TYPE_CHECKING:
    from passports.standards.jsonld.plans import IriPattern
    from passports.standards.planned.statements import Statements

_NOTHING: Final[tuple[str, ...]] = ()


class Template:
    """A row of values, some of which come from the document."""

    __slots__ = ("_filled", "_row")

    def __init__(self, row: Sequence[Any], places: Mapping[int, int]) -> None:
        self._row = list(row)
        self._filled = tuple(places.items())

    def row(self, values: Sequence[Any]) -> list[Any]:
        """The row for a document with these values."""
        row = self._row.copy()
        for position, place in self._filled:
            row[position] = values[place]
        return row

    @property
    def places(self) -> list[int]:
        """The places that it takes values from."""
        return [place for _, place in self._filled]


@frozen
class Facts:
    """What is the same in every document of a shape."""

    format: str
    depth: int
    members: frozenset[str]
    issuer: int
    # The members of the proof and where their values are; none for the claims of a token.
    proof: Mapping[str, int]
    # The places of the times from and until which it is valid.
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Course:
    """How documents of one shape are checked and read."""

    def __init__(
        self,
        facts: Facts,
        *,
        iris: Sequence[int],
        pattern: IriPattern,
        moments: Mapping[int, bool],
        tests: Sequence[tuple[ValueTest, int]],
        summary: Template,
        achievement: Template | None,
        statements: Statements | None,
    ) -> None:
        self.facts, self.statements = facts, statements
        conforms = passed("conforms", facts.format, format=facts.format)
        self.structure = conforms.as_check(CheckName.STRUCTURE)
        self._iris = _getter(iris)
        self._iri_pattern = pattern
        self._moments, self._tests = tuple(moments.items()), tuple(tests)
        self._summary, self._achievement = summary, achievement
        shown = summary.places + ([] if achievement is None else achievement.places)
        self._shown = _getter(shown)
        self.size = 0 if statements is None else statements.size

    def moments(self, values: Sequence[Any]) -> dict[int, datetime] | None:
        """The times in the document, by their places, if every value is what the structure and the
        statements ask of it; else None."""
        if not self._iri_pattern.fits("\n".join(self._iris(values)) + "\n"):
            return None
        for test, place in self._tests:
            if not test(values[place]):
                return None
        found = {}
        for place, zone_required in self._moments:
            moment = parse_date_time(values[place], zone_required=zone_required)
            if moment is None:
                return None
            found[place] = moment
        starts, ends = self.facts.starts, self.facts.ends
        if (
            starts
            and ends
            and min(found[place] for place in ends) < max(found[place] for place in starts)
        ):
            return None
        return found

    def summary(self, values: Sequence[Any], moments: Mapping[int, datetime]) -> Summary | None:
        """What the document says; None where a text is empty or has to be cut."""
        shown = self._shown(values)
        if not all(shown) or max(map(len, shown)) > MAX_TEXT:
            return None
        row = self._summary.row(values)
        if self.facts.starts:
            row[_VALID_FROM] = moments[self.facts.starts[0]]
        if self.facts.ends:
            row[_VALID_UNTIL] = moments[self.facts.ends[0]]
        if self._achievement is not None:
            row[_ACHIEVEMENT] = Achievement(*self._achievement.row(values))
        return Summary(*row)


_FIELDS: Final = Summary.__match_args__
_VALID_FROM: Final = _FIELDS.index("valid_from")
_VALID_UNTIL: Final = _FIELDS.index("valid_until")
_ACHIEVEMENT: Final = _FIELDS.index("achievement")


def _getter(places: Sequence[int]) -> Any:
    """The function from values to those at `places`, as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    if not places:
        return lambda values: _NOTHING
    (place,) = places
    return lambda values: (values[place],)
