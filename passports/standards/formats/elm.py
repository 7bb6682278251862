"""European Digital Credentials for Learning: the European Learning Model as JSON-LD.

https://europa.eu/europass/en/european-learning-model. Read and summarized. Their seals (JAdES for
JSON, XAdES for XML) rest on certificates of Europe's trusted lists, which are not implemented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards import strict_json
from passports.standards.dates import parse_date_time
from passports.standards.encodings import decode_base64url
from passports.standards.formats.format import Format, Problem, as_list, contexts_of, types_of
from passports.standards.formats.text import MAX_TEXT, id_of, member, text_of
from passports.standards.hints import Any
from passports.standards.types import Achievement, Summary

TYPE = "EuropeanDigitalCredential"
CONTEXTS = ("http://data.europa.eu/snb/", "https://data.europa.eu/snb/")
JADES, XADES = "JAdES", "XAdES"
_ENGLISH = "en"


def credential_in(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The credential by itself: out of a JWS in its JSON form, or out of `credential`, which the
    issuing software of Europass wraps around it."""
    payload = data.get("payload")
    if isinstance(payload, str) and "signatures" in data:
        try:
            text = payload.encode() if payload.startswith("{") else decode_base64url(payload)
            found = strict_json.loads(text)
        except (ValueError, strict_json.BadJson):
            return {}
        return found if isinstance(found, dict) else {}
    inner = data.get("credential")
    return inner if isinstance(inner, dict) and "type" not in data else data


def seal_of(data: Mapping[str, Any]) -> str:
    """The kind of seal that a document carries; empty without one."""
    if isinstance(data.get("payload"), str) and "signatures" in data:
        return JADES
    return XADES if data.get("sealed") is True else ""


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` is, holds or seals a European Digital Credential."""
    found = credential_in(data)
    return TYPE in types_of(found) or any(url.startswith(CONTEXTS) for url in contexts_of(found))


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where what every such credential has is missing."""
    found = credential_in(data)
    for name in ("id", "issuer", "credentialSubject"):
        if not found.get(name):
            yield Problem("missing_member", name)
    for name in ("validFrom", "issuanceDate", "validUntil", "expirationDate"):
        if name in found and parse_date_time(found[name], zone_required=False) is None:
            yield Problem("bad_date", name, str(found[name])[:60])


def words(value: object) -> str:
    """The English text of a map from languages to texts, else the first one."""
    for item in as_list(value):
        if isinstance(item, Mapping):
            ordered = [item.get(_ENGLISH), *item.values()]
            found = next((text_of(text) for text in ordered if text_of(text)), "")
            if found:
                return found[:MAX_TEXT]
    return text_of(value)


def summary(data: Mapping[str, Any]) -> Summary:
    """What the credential says, for display."""
    found = credential_in(data)
    issuer, subject = found.get("issuer"), found.get("credentialSubject")
    claim = member(subject, "hasClaim", "learningAchievement")
    claim = next((item for item in as_list(claim) if isinstance(item, Mapping)), {})
    display = member(found.get("displayParameter"), "title")
    title = words(found.get("title")) or words(display) or words(claim.get("title"))
    names = [words(member(subject, part)) for part in ("givenName", "familyName")]
    start = found.get("validFrom", found.get("issuanceDate", found.get("issued")))
    end = found.get("validUntil", found.get("expirationDate"))
    seal = seal_of(data)
    return Summary(
        id=id_of(found.get("id")),
        types=types_of(found),
        name=title,
        description=words(found.get("description")),
        issuer_id=id_of(issuer),
        issuer_name=words(member(issuer, "legalName", "prefLabel")),
        subject_id=id_of(member(subject, "id")),
        subject_name=words(member(subject, "fullName")) or " ".join(n for n in names if n),
        valid_from=parse_date_time(start, zone_required=False),
        valid_until=parse_date_time(end, zone_required=False),
        achievement=_achievement(claim),
        proof_types=(seal,) if seal else (),
    )


def _achievement(claim: Mapping[str, Any]) -> Achievement | None:
    title = words(claim.get("title"))
    if not title:
        return None
    return Achievement(
        name=title,
        type=next(iter(types_of(claim)), ""),
        description=words(claim.get("description")),
        id=id_of(claim.get("id")),
    )


FORMAT = Format(name="elm", matches=matches, problems=problems, summary=summary)
