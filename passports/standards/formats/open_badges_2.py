"""Open Badges 2.0, and 2.1, which added an interface and no data model.

https://www.imsglobal.org/spec/ob/v2p0/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.badges import model
from passports.standards.badges.summary import summary
from passports.standards.badges.vocabulary import WHOLE, class_of, version_of
from passports.standards.formats.format import Format, Problem
from passports.standards.hints import Any


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it is an assertion or an endorsement of version 2."""
    return version_of(data) == 2 and class_of(data) in WHOLE


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where the assertion departs; what it leads to is looked at when it is verified."""
    yield from model.problems(data)


FORMAT = Format(name="open_badges_2", matches=matches, problems=problems, summary=summary)
