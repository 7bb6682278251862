"""What a credential format is, and how a problem of structure is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.types import Summary


@frozen
class Problem:
    """One place where a document does not conform. `path` is like `credentialSubject.id`."""

    code: str
    path: str
    detail: str = ""


@frozen
class Format:
    """A data model: does a document claim it, does it conform, what does it say?

    `problems` takes the credential and whether a JWT envelops it; the formats that plans are made
    for (see `planned`) also take the tests of single values.
    """

    name: str
    matches: Callable[[Mapping[str, Any]], bool]
    problems: Callable[..., Iterator[Problem]]
    summary: Callable[[Mapping[str, Any]], Summary]


def as_list(value: object) -> list[Any]:
    """A value that may be one or many, as a list; nothing is an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The strings under `type` (or its keyword `@type`)."""
    value = data.get("type", data.get("@type"))
    if type(value) is str:
        return (value,)
    return tuple([item for item in as_list(value) if isinstance(item, str)])


def contexts_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The addresses under `@context`; inline contexts are left out."""
    return tuple([item for item in as_list(data.get("@context")) if isinstance(item, str)])
