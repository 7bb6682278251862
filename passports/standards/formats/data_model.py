"""Conformance to the Verifiable Credentials Data Model, versions 2.0 and 1.1.

https://www.w3.org/TR/vc-data-model-2.0/ and https://www.w3.org/TR/vc-data-model/. What may appear
as one or as many is accepted as both; the order of contexts is not negotiable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.formats.format import Problem, as_list, types_of
from passports.standards.formats.value_tests import TESTS, ValueTests
from passports.standards.hints import Any
from passports.standards.uris import is_uri

CONTEXT_2 = "https://www.w3.org/ns/credentials/v2"
CONTEXT_1 = "https://www.w3.org/2018/credentials/v1"

# member → which of id and type each of its objects must have (sections 4.10–5.6 and 4.9–5.5)
TYPED_MEMBERS_2: Mapping[str, tuple[str, ...]] = {
    "credentialStatus": ("type",),
    "credentialSchema": ("id", "type"),
    "refreshService": ("type",),
    "termsOfUse": ("type",),
    "evidence": ("type",),
    "proof": ("type",),
    "relatedResource": ("id",),
}
TYPED_MEMBERS_1: Mapping[str, tuple[str, ...]] = {
    "credentialStatus": ("id", "type"),
    "credentialSchema": ("id", "type"),
    "refreshService": ("id", "type"),
    "termsOfUse": ("type",),
    "evidence": ("type",),
    "proof": ("type",),
}
# Proofs that reveal a part of what was signed need a schema (VCDM 1.1, section 5.8).
ZERO_KNOWLEDGE_PROOFS = ("CLSignature", "AnonCred")


def version_of(data: Mapping[str, Any]) -> int:
    """2, 1, or 0 if the first context is neither's."""
    first = next(iter(as_list(data.get("@context"))), None)
    return {CONTEXT_2: 2, CONTEXT_1: 1}.get(first, 0) if isinstance(first, str) else 0


def problems(
    data: Mapping[str, Any], enveloped: bool, tests: ValueTests = TESTS
) -> Iterator[Problem]:
    """Where `data` does not conform to the version that its first context names."""
    yield from context_problems(data)
    version = version_of(data)
    if version == 0:
        return
    yield from _identity_problems(data, tests)
    yield from _issuer_problems(data, version, tests)
    yield from _subject_problems(data, tests)
    yield from _date_problems(data, version, tests)
    typed = TYPED_MEMBERS_2 if version == 2 else TYPED_MEMBERS_1
    for member, required in typed.items():
        yield from typed_problems(data, member, required, tests)
    if version == 1:
        if "proof" not in data and not enveloped:
            yield Problem("missing_member", "proof")  # section 4.7; version 2.0 asks for none
        yield from zero_knowledge_problems(data)
    else:
        for member in ("name", "description"):
            yield from language_problems(data, member, member)
        yield from _related_problems(data)


def context_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Where the contexts are not those of a version of the data model, in its order."""
    value = data.get("@context")
    if value is None:
        yield Problem("missing_member", "@context")
        return
    for item in as_list(value):
        if not isinstance(item, dict) and not is_uri(item):
            yield Problem("wrong_context", "@context", "neither an address nor an object")
    if version_of(data) == 0:
        first = next(iter(as_list(value)), None)
        yield Problem("wrong_context", "@context", f"begins with {str(first)[:100]}")


def _identity_problems(data: Mapping[str, Any], tests: ValueTests) -> Iterator[Problem]:
    if "id" in data and not tests.uri(data["id"]):
        yield Problem("bad_uri", "id", str(data["id"])[:100])
    value = data.get("type")
    types = as_list(value)
    if not types or not all(isinstance(item, str) and item for item in types):
        yield Problem("wrong_type" if types else "missing_member", "type")
    elif "VerifiableCredential" not in types:
        yield Problem("wrong_type", "type", "VerifiableCredential is missing")


def _issuer_problems(data: Mapping[str, Any], version: int, tests: ValueTests) -> Iterator[Problem]:
    if "issuer" not in data:
        yield Problem("missing_member", "issuer")
        return
    issuer = data["issuer"]
    if isinstance(issuer, dict):
        if "id" not in issuer:
            yield Problem("missing_member", "issuer.id")
        elif not tests.uri(issuer["id"]):
            yield Problem("bad_uri", "issuer.id", str(issuer["id"])[:100])
        if version == 2:
            for member in ("name", "description"):
                yield from language_problems(issuer, member, f"issuer.{member}")
    elif not tests.uri(issuer):
        yield Problem("bad_uri", "issuer", str(issuer)[:100])


def _subject_problems(data: Mapping[str, Any], tests: ValueTests) -> Iterator[Problem]:
    if "credentialSubject" not in data:
        yield Problem("missing_member", "credentialSubject")
        return
    subjects = as_list(data["credentialSubject"])
    if not subjects:
        yield Problem("empty_member", "credentialSubject")
    for subject in subjects:
        if not isinstance(subject, dict):
            yield Problem("not_an_object", "credentialSubject")
        elif not subject:
            yield Problem("empty_member", "credentialSubject")
        elif "id" in subject and not tests.uri(subject["id"]):
            yield Problem("bad_uri", "credentialSubject.id", str(subject["id"])[:100])


def _date_problems(data: Mapping[str, Any], version: int, tests: ValueTests) -> Iterator[Problem]:
    start, end = DATE_MEMBERS[version]
    if version == 1 and start not in data:
        yield Problem("missing_member", start)
    times = {}
    for member in (start, end):
        if member in data:
            times[member] = tests.moment(data[member], zone_required=version == 2)
            if times[member] is None:
                yield Problem("bad_date", member, str(data[member])[:60])
    begins, ends = times.get(start), times.get(end)
    if begins is not None and ends is not None and ends < begins:
        yield Problem("dates_out_of_order", end)


DATE_MEMBERS = {2: ("validFrom", "validUntil"), 1: ("issuanceDate", "expirationDate")}


def typed_problems(
    data: Mapping[str, Any],
    member: str,
    required: tuple[str, ...],
    tests: ValueTests = TESTS,
) -> Iterator[Problem]:
    """Where the objects of `member` lack an `id` or a `type` that they must have."""
    if member not in data:
        return
    for item in as_list(data[member]):
        if not isinstance(item, dict):
            yield Problem("not_an_object", member)
            continue
        if "type" in required and not types_of(item):
            yield Problem("wrong_type" if "type" in item else "missing_member", f"{member}.type")
        elif "type" in item and len(types_of(item)) != len(as_list(item["type"])):
            yield Problem("wrong_type", f"{member}.type")
        if "id" in required and "id" not in item:
            yield Problem("missing_member", f"{member}.id")
        elif "id" in item and not tests.uri(item["id"]):
            yield Problem("bad_uri", f"{member}.id", str(item["id"])[:100])


def _related_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Each related resource once, and with a digest (VCDM 2.0, section 5.3)."""
    seen: set[str] = set()
    for item in as_list(data.get("relatedResource")):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            continue  # said already
        if item["id"] in seen:
            yield Problem("too_many_values", "relatedResource.id", item["id"][:100])
        seen.add(item["id"])
        if "digestSRI" not in item and "digestMultibase" not in item:
            yield Problem("missing_member", "relatedResource.digestSRI")


def zero_knowledge_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """A proof that reveals a part of what was signed needs a schema."""
    kinds = [
        kind
        for proof in as_list(data.get("proof"))
        if isinstance(proof, dict)
        for kind in types_of(proof)
    ]
    reveals_parts = any(word in kind for kind in kinds for word in ZERO_KNOWLEDGE_PROOFS)
    if reveals_parts and "credentialSchema" not in data:
        yield Problem("missing_member", "credentialSchema")


def language_problems(data: Mapping[str, Any], member: str, path: str) -> Iterator[Problem]:
    """A name or description is text, a language value object, or several of these
    (VCDM 2.0, section 11.1)."""
    if member not in data:
        return
    for item in as_list(data[member]):
        if isinstance(item, str):
            continue
        allowed = {"@value", "@language", "@direction"}
        if (
            not isinstance(item, dict)
            or not isinstance(item.get("@value"), str)
            or not set(item) <= allowed
            or not all(isinstance(value, str) for value in item.values())
        ):
            yield Problem("wrong_type", path, "neither text nor a language value")
