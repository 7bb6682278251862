"""Objects of Open Badges that are a part of a badge and no credential: a badge class, an issuer."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.badges.model import problems
from passports.standards.badges.vocabulary import version_of
from passports.standards.hints import Any

MAX_PROBLEMS = 10


def is_badge_part(data: Mapping[str, Any]) -> bool:
    """Whether `data` is written in the vocabulary of Open Badges 1 or 2, and is no whole badge."""
    return version_of(data) != 0


def problems_of_part(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """Where the part does not conform to its class, as JSON."""
    return [
        {"code": item.code, "path": item.path, "detail": item.detail} for item in problems(data)
    ][:MAX_PROBLEMS]
