"""What a term definition may hold.

https://www.w3.org/TR/json-ld11-api/#create-term-definition, steps 4, 19 and 26
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.errors import JsonLdError

ENTRIES: Final = frozenset(
    {
        "@container",
        "@context",
        "@direction",
        "@id",
        "@index",
        "@language",
        "@nest",
        "@prefix",
        "@protected",
        "@reverse",
        "@type",
    }
)
_CONTAINERS: Final = frozenset(
    {
        "@graph",
        "@id",
        "@index",
        "@language",
        "@list",
        "@set",
        "@type",
    }
)


def check_type_keyword(value: Any) -> None:
    """`@type` itself may only become a set, or protected. Raises `JsonLdError`."""
    if (
        not isinstance(value, Mapping)
        or not value
        or not value.keys() <= {"@container", "@protected"}
        or value.get("@container", "@set") != "@set"
    ):
        raise JsonLdError("keyword_redefinition", "@type")


def is_container(parts: frozenset[str]) -> bool:
    """May these keywords stand together in `@container`?"""
    if not parts <= _CONTAINERS or not parts:
        return False
    if len(parts) == 1:
        return True
    if "@list" in parts:
        return False
    if "@graph" in parts:
        rest = parts - {"@graph", "@set"}
        return len(rest) == 0 or rest in (frozenset({"@id"}), frozenset({"@index"}))
    return "@set" in parts and len(parts) == 2
