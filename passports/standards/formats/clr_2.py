"""Comprehensive Learner Record 2.0: a credential that holds credentials.

https://www.imsglobal.org/spec/clr/v2p0/ on top of Open Badges 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.formats import data_model, open_badges_3, verifiable_credential
from passports.standards.formats.format import Format, Problem, contexts_of, types_of
from passports.standards.hints import Any
from passports.standards.pattern import pattern

TYPE = "ClrCredential"
CONTEXTS = pattern(
    r"https://(purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d+\.\d+)?\.json"
    r"|dc\.imsglobal\.org/draft/clr/v2p0/context)\Z"
)


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it is a CLR of version 2."""
    return TYPE in types_of(data)


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where `data` does not conform to VCDM and to CLR 2.0; what is inside is not looked at."""
    yield from data_model.problems(data, enveloped)
    if not any(CONTEXTS.match(url) for url in contexts_of(data)):
        yield Problem("wrong_context", "@context", "no CLR 2.0 context")
    if data_model.version_of(data) == 2 and "validFrom" not in data:
        yield Problem("missing_member", "validFrom")
    yield from open_badges_3.class_problems(data, TYPE)


FORMAT = Format(
    name="clr_2", matches=matches, problems=problems, summary=verifiable_credential.summary
)
