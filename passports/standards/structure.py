"""Is a document well formed by the data model that it names? Nothing else is asked, and nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from passports.standards.controller import Controllers
from passports.standards.core import structure_of
from passports.standards.environment import Environment
from passports.standards.finding import could_not, failed, passed
from passports.standards.formats import format_named
from passports.standards.hints import Any
from passports.standards.jsonld import SHIPPED
from passports.standards.parsing import parse
from passports.standards.types import (
    DEFAULT_LIMITS,
    Check,
    CheckName,
    Fetched,
    FetchFailed,
    Limits,
    NotACredential,
)


def check_structure(
    content: bytes,
    *,
    contexts: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Check:
    """The check `structure` of the document in `content`, whatever its proof is.

    A part of an Open Badge, which is no credential, is judged by its own class. Kinds that are not
    implemented come out as `unsupported_format`.
    """
    name = CheckName.STRUCTURE
    try:
        document = parse(content, limits=limits)
    except NotACredential as error:
        conforms = error.code == "part_of_a_badge" and not error.params.get("problems")
        make = passed if conforms else failed
        return make(error.code, error.detail, **error.params).as_check(name)
    if format_named(document.format) is None:
        unknown = could_not("unsupported_format", document.format, format=document.format)
        return unknown.as_check(name)
    environment = Environment(
        fetch=_nowhere,
        controllers=Controllers(_nowhere, None),
        trust=None,
        contexts=SHIPPED if contexts is None else contexts,
        now=datetime.now(tz=UTC),
        limits=limits,
    )
    return structure_of(document, {}, environment).as_check(name)


def _nowhere(url: str) -> Fetched:
    raise FetchFailed("refused", url, "structure needs no fetch", transient=False)
