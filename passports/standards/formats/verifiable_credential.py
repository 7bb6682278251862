"""Any verifiable credential of VCDM 2.0 or 1.1 that no closer format claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.dates import parse_date_time
from passports.standards.formats import data_model, status_list
from passports.standards.formats.format import Format, Problem, as_list, types_of
from passports.standards.formats.text import id_of, member, text_of
from passports.standards.formats.value_tests import TESTS, ValueTests
from passports.standards.hints import Any
from passports.standards.types import Achievement, Summary


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it is a verifiable credential."""
    return "VerifiableCredential" in types_of(data)


def problems(
    data: Mapping[str, Any], enveloped: bool, tests: ValueTests = TESTS
) -> Iterator[Problem]:
    """Where `data` does not conform to VCDM, and to the form of a status list if it is one."""
    yield from data_model.problems(data, enveloped, tests)
    yield from status_list.problems(data)


def issuer_id(data: Mapping[str, Any]) -> str:
    """The identifier of the issuer, or an empty string."""
    issuer = data.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return found if isinstance(found, str) else ""


def summary(data: Mapping[str, Any]) -> Summary:
    """What `data` says, for display; nothing in it is checked."""
    issuer, subject = data.get("issuer"), data.get("credentialSubject")
    types = types_of(data)
    name = text_of(data.get("name")) or _name_from_types(types)
    return Summary(
        id=id_of(data.get("id")),
        types=types,
        name=name,
        description=text_of(data.get("description")),
        issuer_id=issuer_id(data),
        issuer_name=text_of(member(issuer, "name")),
        issuer_url=text_of(member(issuer, "url")),
        subject_id=id_of(member(subject, "id") or member(subject, "@id")),
        subject_name=subject_name(subject),
        valid_from=parse_date_time(
            data.get("validFrom", data.get("issuanceDate")), zone_required=False
        ),
        valid_until=parse_date_time(
            data.get("validUntil", data.get("expirationDate")), zone_required=False
        ),
        achievement=_degree(subject),
        proof_types=proof_types(data),
    )


def proof_types(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the embedded proofs: a cryptosuite, or a proof type."""
    names = []
    for proof in as_list(data.get("proof")):
        if isinstance(proof, Mapping):
            name = proof.get("cryptosuite") or proof.get("type")
            if isinstance(name, str):
                names.append(name)
    return tuple(names)


def subject_name(subject: object) -> str:
    """The person's name as the subject gives it, whole or in parts."""
    whole = text_of(member(subject, "name"))
    if whole:
        return whole
    parts = [text_of(member(subject, part)) for part in ("givenName", "familyName")]
    return " ".join(part for part in parts if part)


def _degree(subject: object) -> Achievement | None:
    """A degree or an achievement, as many plain credentials carry it."""
    found = member(subject, "achievement", "hasCredential", "degree")
    if not isinstance(found, Mapping):
        found = next((item for item in as_list(found) if isinstance(item, Mapping)), None)
    if found is None:
        return None
    kind = next((item for item in types_of(found) if item != "Achievement"), "")
    return Achievement(
        name=text_of(found.get("name")),
        type=text_of(found.get("achievementType")) or kind,
        description=text_of(found.get("description")),
        criteria=text_of(member(found.get("criteria"), "narrative")),
        id=id_of(found.get("id")),
        image=id_of(found.get("image")),
    )


def _name_from_types(types: tuple[str, ...]) -> str:
    return next((item for item in types if item != "VerifiableCredential"), "")


FORMAT = Format(
    name="verifiable_credential",
    matches=matches,
    problems=problems,
    summary=summary,
)
