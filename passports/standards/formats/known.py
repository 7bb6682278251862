"""Kinds of document that we know by name and do not verify yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.formats.format import contexts_of, types_of
from passports.standards.hints import Any

Test = Callable[[Mapping[str, Any]], bool]


def _type(*names: str) -> Test:
    return lambda data: bool(set(names) & set(types_of(data)))


def _context(*beginnings: str) -> Test:
    return lambda data: any(url.startswith(beginnings) for url in contexts_of(data))


def _any(*tests: Test) -> Test:
    return lambda data: any(test(data) for test in tests)


# name → test; the first that holds wins
UNSUPPORTED: Mapping[str, Test] = {
    "clr_1": _any(
        _context("https://purl.imsglobal.org/spec/clr/v1p0/"),
        _type("CLR", "Clr"),
    ),
    "blockcerts": _any(
        _type("BlockcertsCredential"),
        _context("https://w3id.org/blockcerts/"),
    ),
}


def unsupported_kind(data: Mapping[str, Any]) -> str:
    """The name of the known and unsupported kind that `data` is, or an empty string."""
    return next((name for name, test in UNSUPPORTED.items() if test(data)), "")
