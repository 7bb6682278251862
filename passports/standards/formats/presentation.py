"""Presentations of VCDM 2.0 and 1.1: credentials that a holder shows to somebody.

https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.formats import data_model
from passports.standards.formats.envelope import ENVELOPED_CREDENTIAL, is_envelope
from passports.standards.formats.format import Format, Problem, as_list, types_of
from passports.standards.formats.text import id_of, member, text_of
from passports.standards.formats.verifiable_credential import proof_types
from passports.standards.hints import Any
from passports.standards.types import Summary
from passports.standards.uris import is_uri

TYPE = "VerifiablePresentation"


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it is a presentation."""
    return TYPE in types_of(data)


def holder_id(data: Mapping[str, Any]) -> str:
    """The identifier of whoever presents, or an empty string."""
    return id_of(data.get("holder")) if not isinstance(data.get("holder"), list) else ""


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where `data` is no presentation of the version that its first context names."""
    yield from data_model.context_problems(data)
    version = data_model.version_of(data)
    if version == 0:
        return
    if "id" in data and not is_uri(data["id"]):
        yield Problem("bad_uri", "id", str(data["id"])[:100])
    types = as_list(data.get("type"))
    if not all(isinstance(item, str) and item for item in types):
        yield Problem("wrong_type", "type")
    if "holder" in data and not is_uri(_one_id(data["holder"])):
        yield Problem("bad_uri", "holder", str(data["holder"])[:100])
    if version == 1 and not enveloped and "proof" not in data:
        yield Problem("missing_member", "proof")
    yield from data_model.typed_problems(data, "proof", ("type",))
    yield from data_model.typed_problems(data, "termsOfUse", ("type",))
    for item in as_list(data.get("verifiableCredential")):
        yield from _credential_problems(item, version)


def _one_id(value: object) -> object:
    return value.get("id") if isinstance(value, Mapping) else value


def _credential_problems(item: object, version: int) -> Iterator[Problem]:
    """Version 2.0 takes objects only; a token stands in an enveloping object (section 4.13)."""
    if isinstance(item, str) and version == 1:
        return
    if not isinstance(item, Mapping):
        yield Problem("not_an_object", "verifiableCredential")
    elif ENVELOPED_CREDENTIAL in types_of(item) and not is_envelope(item):
        yield Problem("wrong_envelope", "verifiableCredential.id", str(item.get("id"))[:60])
    elif not types_of(item):
        yield Problem("missing_member", "verifiableCredential.type")
    elif version == 2 and "@context" not in item:
        yield Problem("missing_member", "verifiableCredential.@context")
    elif version == 1:
        for problem in data_model.zero_knowledge_problems(item):
            yield Problem(problem.code, f"verifiableCredential.{problem.path}")


def summary(data: Mapping[str, Any]) -> Summary:
    """What `data` says, for display: who presents, and the first credential in it."""
    first = next((c for c in as_list(data.get("verifiableCredential")) if isinstance(c, dict)), {})
    return Summary(
        id=id_of(data.get("id")),
        types=types_of(data),
        name=text_of(data.get("name")) or text_of(first.get("name")) or TYPE,
        issuer_id=holder_id(data),
        issuer_name=text_of(member(data.get("holder"), "name")),
        subject_id=holder_id(data),
        proof_types=proof_types(data),
    )


FORMAT = Format(name="verifiable_presentation", matches=matches, problems=problems, summary=summary)
