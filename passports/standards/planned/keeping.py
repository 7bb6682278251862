"""The courses that are kept, by shape. A shape gets one when it is seen for the second time.

A shape is found in three steps, each of which says where the next has to look: the punctuation
says which strings are keys, the keys say which strings decide how the rest is read (contexts and
types), and these together with the others are the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from passports.standards.hints import Any, Final
from passports.standards.jsonld.shapes import MOST_CHARACTERS
from passports.standards.planned.course import Course
from passports.standards.planned.outlines import Outline, places_of_keys

_MOST_KEPT: Final = 1_000
_MOST_CHARACTERS_KEPT: Final = 16_000_000
_MOST_SEEN: Final = 4_000

# Which strings decide how the rest is read; None for what is no JSON.
FindConstants = Callable[[Outline, Sequence[int]], Sequence[int] | None]
MakeCourse = Callable[[Outline, Sequence[int]], Course | None]
Choose = Callable[[Sequence[Any]], Sequence[str]]


class _Keyed:
    """Documents with one punctuation and the same keys."""

    __slots__ = ("choose", "courses", "fixed")

    def __init__(self, keys: Sequence[int], constants: Sequence[int] | None) -> None:
        self.fixed = () if constants is None else (*keys, *constants)
        self.choose = _chooser(constants or ())
        self.courses: dict[str, Course | None] = {}


class _Outlined:
    """Documents with one punctuation."""

    __slots__ = ("choose", "keyed", "keys")

    def __init__(self, outline: str) -> None:
        self.keys = places_of_keys(outline)
        self.choose = _chooser(self.keys)
        self.keyed: dict[str, _Keyed] = {}


def _chooser(places: Sequence[int]) -> Choose | None:
    """The function from values to the strings at `places`; two of them for anything of use."""
    return itemgetter(*places) if len(places) > 1 else None


class Courses:
    """The courses for one set of contexts; when there are too many, all are forgotten."""

    def __init__(self, find_constants: FindConstants, make: MakeCourse) -> None:
        self._find_constants, self._make = find_constants, make
        self._outlined: dict[str, _Outlined] = {}
        self._seen: set[int] = set()
        self._kept = self._characters = 0

    def find(self, outline: Outline) -> Course | None:
        """The course for the shape of a document, made if it is time for it."""
        text, values = outline.text, outline.values
        outlined = self._outlined.get(text)
        again = outlined is None
        if outlined is None:
            if len(text) > MOST_CHARACTERS or not self._is_known(text):
                return None
            self._outlined[text] = outlined = _Outlined(text)
            self._count(len(text))
        if outlined.choose is None:
            return None
        # No string holds a line feed here, so that these are as good as the strings one by one.
        keys = "\n".join(outlined.choose(values))
        keyed = outlined.keyed.get(keys)
        if keyed is None:
            if not again and not self._is_known((text, keys)):
                return None
            again = True
            constants = self._find_constants(outline, outlined.keys)
            outlined.keyed[keys] = keyed = _Keyed(outlined.keys, constants)
            self._count(len(keys))
        if keyed.choose is None:
            return None
        chosen = "\n".join(keyed.choose(values))
        try:
            return keyed.courses[chosen]
        except KeyError:
            pass
        if not again and not self._is_known((text, keys, chosen)):
            return None
        course = self._make(outline, keyed.fixed)
        keyed.courses[chosen] = course
        self._count(len(chosen) + (0 if course is None else course.size))
        return course

    def _is_known(self, mark: object) -> bool:
        """Whether the same was here before."""
        number = hash(mark)
        if number in self._seen:
            return True
        if len(self._seen) >= _MOST_SEEN:
            self._seen = set()
        self._seen.add(number)
        return False

    def _count(self, characters: int) -> None:
        self._kept += 1
        self._characters += characters
        if self._kept > _MOST_KEPT or self._characters > _MOST_CHARACTERS_KEPT:
            self._outlined = {}
            self._kept = self._characters = 0
