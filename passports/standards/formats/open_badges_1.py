"""Open Badges 1.0 and 1.1, also where only the address of an assertion is known.

https://github.com/openbadges/openbadges-specification/blob/master/Assertion/latest.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.badges import model
from passports.standards.badges.summary import summary
from passports.standards.badges.vocabulary import WHOLE, class_of, version_of
from passports.standards.formats.format import Format, Problem
from passports.standards.hints import Any


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` is an assertion of version 1, or leads to one that is hosted."""
    return set(data) == {"verify"} or (version_of(data) == 1 and class_of(data) in WHOLE)


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where the assertion departs; what it leads to is looked at when it is verified."""
    yield from model.problems(data)


FORMAT = Format(name="open_badges_1", matches=matches, problems=problems, summary=summary)
