"""Credentials as SD-JWT: with a `vct` (SD-JWT VC), or of the VC data model (VC-JOSE-COSE).

https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/ and
https://www.w3.org/TR/vc-jose-cose/#secure-with-sd-jwt
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.dates import from_numeric_date
from passports.standards.formats import data_model, verifiable_credential
from passports.standards.formats.format import Format, Problem, types_of
from passports.standards.formats.text import text_of
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.types import Summary
from passports.standards.uris import is_uri

# Section 3.2.2.2: claims that the issuer may never leave to be disclosed or not.
NEVER_SELECTIVE = ("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status")


def matches(data: Mapping[str, Any]) -> bool:
    """Never by content: a token with disclosures is recognized by its form."""
    return False


def is_data_model(data: Mapping[str, Any]) -> bool:
    """Whether the claims are a credential of the VC data model."""
    return "@context" in data or "VerifiableCredential" in types_of(data)


def problems(data: Mapping[str, Any], enveloped: bool) -> Iterator[Problem]:
    """Where the claims are neither an SD-JWT VC nor a credential of the VC data model."""
    if is_data_model(data):
        yield from data_model.problems(data, enveloped)
        return
    vct = data.get("vct")
    if vct is None:
        yield Problem("missing_member", "vct")
    elif not isinstance(vct, str) or not vct:
        yield Problem("wrong_type", "vct")
    if "iss" in data and not is_uri(data["iss"]):
        yield Problem("bad_uri", "iss", str(data["iss"])[:100])
    for claim in ("nbf", "exp", "iat"):
        if claim in data and from_numeric_date(data[claim]) is None:
            yield Problem("bad_date", claim, str(data[claim])[:40])
    if "cnf" in data and not isinstance(data["cnf"], Mapping):
        yield Problem("not_an_object", "cnf")
    if "status" in data and not isinstance(data["status"], Mapping):
        yield Problem("not_an_object", "status")


def issuer_of(data: Mapping[str, Any]) -> str:
    """The issuer: `issuer` of the data model, else the claim `iss`."""
    found = verifiable_credential.issuer_id(data) or data.get("iss")
    return found if isinstance(found, str) else ""


def summary(data: Mapping[str, Any]) -> Summary:
    """What the disclosed claims say, for display."""
    if is_data_model(data):
        return replace(verifiable_credential.summary(data), proof_types=("SD-JWT",))
    kind = text_of(data.get("vct"))
    parts = [text_of(data.get(name)) for name in ("given_name", "family_name")]
    return Summary(
        id=text_of(data.get("jti")),
        types=(kind,) if kind else (),
        name=text_of(data.get("name")) or kind.rstrip("/").rsplit("/", 1)[-1],
        issuer_id=issuer_of(data),
        subject_id=text_of(data.get("sub")),
        subject_name=" ".join(part for part in parts if part),
        valid_from=from_numeric_date(data.get("nbf", data.get("iat"))),
        valid_until=from_numeric_date(data.get("exp")),
        proof_types=("SD-JWT",),
    )


FORMAT = Format(name="sd_jwt_vc", matches=matches, problems=problems, summary=summary)
