"""From the claims of a JWT to the credential in it.

VCDM 1.1 has a `vc` claim and registered claims beside it (https://www.w3.org/TR/vc-data-model/
#jwt-decoding); VC-JOSE-COSE has the credential itself as the claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from passports.standards.dates import format_date_time, from_numeric_date
from passports.standards.hints import Any

REGISTERED = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti")


def credential_in(claims: Mapping[str, Any]) -> dict[str, Any] | None:
    """The credential that `claims` carry, registered claims mapped; None if there is none."""
    inner = claims.get("vc")
    if inner is None:
        return {name: value for name, value in claims.items() if name not in REGISTERED}
    if not isinstance(inner, dict):
        return None
    credential = dict(inner)
    if isinstance(claims.get("jti"), str):
        credential.setdefault("id", claims["jti"])
    if isinstance(claims.get("iss"), str):
        issuer = credential.get("issuer")
        if issuer is None:
            credential["issuer"] = claims["iss"]
        elif isinstance(issuer, dict) and "id" not in issuer:
            credential["issuer"] = {**issuer, "id": claims["iss"]}
    subject = credential.get("credentialSubject")
    if isinstance(claims.get("sub"), str) and isinstance(subject, dict) and "id" not in subject:
        credential["credentialSubject"] = {**subject, "id": claims["sub"]}
    for claim, names in (("nbf", ("validFrom", "issuanceDate")), ("exp", _UNTIL)):
        moment = from_numeric_date(claims.get(claim))
        if moment is not None and not any(name in credential for name in names):
            credential[names[_is_version_1(credential)]] = format_date_time(moment)
    return credential


_UNTIL = ("validUntil", "expirationDate")


def _is_version_1(credential: Mapping[str, Any]) -> bool:
    contexts = credential.get("@context")
    first = contexts[0] if isinstance(contexts, list) and contexts else contexts
    return first == "https://www.w3.org/2018/credentials/v1"


def conflicts(claims: Mapping[str, Any], credential: Mapping[str, Any]) -> list[str]:
    """The registered claims that contradict the credential, or have no meaning."""
    issuer, subject = credential.get("issuer"), credential.get("credentialSubject")
    pairs = {
        "iss": issuer.get("id") if isinstance(issuer, Mapping) else issuer,
        "sub": subject.get("id") if isinstance(subject, Mapping) else None,
        "jti": credential.get("id"),
    }
    found = [
        claim
        for claim, value in pairs.items()
        if claim in claims and value is not None and claims[claim] != value
    ]
    return found + [
        claim for claim in ("nbf", "exp") if claim in claims and _moment(claims[claim]) is None
    ]


def window(claims: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """The times `nbf` and `exp` of a JWT."""
    return _moment(claims.get("nbf")), _moment(claims.get("exp"))


def _moment(value: object) -> datetime | None:
    return from_numeric_date(value)
