"""Documents whose values are place holders, and what is asked of each of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from passports.standards import strict_json
from passports.standards.formats.value_tests import TESTS, ValueTest, ValueTests
from passports.standards.hints import Any, Final
from passports.standards.jsonld.shapes import CONSTANT_KEYS
from passports.standards.planned.outlines import Outline, count_of_strings, filled
from passports.standards.types import Limits

# Text below these keys belongs to the shape: contexts, types, and how a proof was made.
FIXED_KEYS: Final = CONSTANT_KEYS | {"cryptosuite"}

# Nobody can write a document that holds one of ours.
_HOLDER: Final = f"slot{os.urandom(8).hex()}"
_FIRST_NUMBER: Final = 7_000_000_000_000
_SOME_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Uncertain(Exception):
    """A value plays a part that plans do not know."""


class Held(str):
    """A place holder that nobody may look into: whoever does has no plan."""

    place: int


def _refuse(*args: object) -> Any:
    raise Uncertain


# Everything that tells one text from another, except regular expressions, which are in the tests.
_LOOKS: Final = frozenset(dir(str)) - frozenset(dir(object)) | {
    "__eq__", "__ne__", "__hash__", "__lt__", "__le__", "__gt__", "__ge__", "__str__", "__format__"
}  # fmt: skip
for _name in _LOOKS:
    setattr(Held, _name, _refuse)


class Sample:
    """A document of one shape: the strings at `fixed` places as they are, else place holders."""

    def __init__(self, outline: Outline, fixed: Iterable[int], limits: Limits) -> None:
        """Raises BadJson where documents of this shape are no JSON."""
        strings = count_of_strings(outline.text)
        values: list[Any] = [
            f"{_HOLDER}:{place}:" if place < strings else _FIRST_NUMBER + place
            for place in range(len(outline.values))
        ]
        self.places = {value: place for place, value in enumerate(values)}
        # The same with the strings that are fixed: equal ones are equal in every document.
        self.everywhere = dict(self.places)
        for place in fixed:
            del self.places[values[place]]
            values[place] = outline.values[place]
            self.everywhere[values[place]] = place
        self.data = strict_json.loads(filled(outline.text, values), limits=limits)

    def place_of(self, value: object) -> int | None:
        """Which place holder this is, if any."""
        return self.places.get(value) if type(value) in (str, int) else None

    def mentions(self, value: object) -> bool:
        """Whether a place holder is part of what was made of a document."""
        return _HOLDER in str(value)

    def held(self, value: Any) -> Any:
        """A copy in which nobody may look into a place holder."""
        if type(value) is dict:
            return {name: self.held(item) for name, item in value.items()}
        if type(value) is list:
            return [self.held(item) for item in value]
        place = self.place_of(value)
        if place is None or type(value) is not str:
            return value
        holder = Held(value)
        holder.place = place
        return holder


def places_of_constants(data: Any, places: Mapping[Any, int]) -> Iterator[int]:
    """Which of the place holders in `data` stand below a fixed key."""
    stack: list[tuple[Any, bool]] = [(data, False)]
    while stack:
        item, is_fixed = stack.pop()
        if type(item) is dict:
            stack.extend((value, name in FIXED_KEYS) for name, value in item.items())
        elif type(item) is list:
            stack.extend((value, is_fixed) for value in item)
        elif is_fixed and type(item) is str:
            yield places[item]


class Notes(ValueTests):
    """Notes what is asked of each place holder, and answers that it is good."""

    def __init__(self) -> None:
        self.uris: set[int] = set()
        # Places of times, and whether these must have a zone.
        self.moments: dict[int, bool] = {}
        self.others: list[tuple[ValueTest, int]] = []

    def uri(self, value: object) -> bool:
        if isinstance(value, Held):
            self.uris.add(value.place)
            return True
        return TESTS.uri(value)

    def moment(self, value: object, *, zone_required: bool) -> datetime | None:
        if isinstance(value, Held):
            self.moments[value.place] = zone_required or self.moments.get(value.place, False)
            return _SOME_DAY
        return TESTS.moment(value, zone_required=zone_required)

    def named(self, test: ValueTest) -> ValueTest:
        def note(value: object) -> bool:
            if isinstance(value, Held):
                self.others.append((test, value.place))
                return True
            return test(value)

        return note
