"""What a fetched document is, as far as an archive must know: whose business it is, and whether it
tells about revocation."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.proofs.cose import BEGINNING, as_text
from passports.standards.proofs.vc_jose import BadToken, read_token
from passports.standards.types import DEFAULT_LIMITS

STATUS, PUBLIC, PERSONAL = "status", "public", "personal"
_STATUS_TYPES = {
    "BitstringStatusListCredential",
    "StatusList2021Credential",
    "RevocationList2020Credential",
}
_STATUS_MEMBERS = {"status_list", "revokedCredential", "revokedCredentials", "revokedAssertions"}
_PUBLIC_TYPES = {"JsonSchemaCredential"}
_PERSONAL_TYPES = {
    "Assertion",
    "VerifiableCredential",
    "VerifiablePresentation",
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
    "Endorsement",
}
_PERSONAL_MEMBERS = {"recipient", "credentialSubject", "vc", "vp", "verifiableCredential", "_sd"}


def kind_of(body: bytes) -> str:
    """`status` for a list of revocations, `personal` for what may speak of a person or is neither
    JSON nor a JWT, `public` for the rest: documents of issuers, schemas, registries."""
    data = _object(body)
    if data is None:
        return PERSONAL
    types = set(types_of(data))
    if types & _STATUS_TYPES or set(data) & _STATUS_MEMBERS:
        return STATUS
    if types & _PUBLIC_TYPES:
        return PUBLIC
    if types & _PERSONAL_TYPES or set(data) & _PERSONAL_MEMBERS:
        return PERSONAL
    return PUBLIC


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        data = strict_json.loads(body, limits=DEFAULT_LIMITS)
    except strict_json.BadJson:
        return _claims(body)
    if isinstance(data, Mapping) and "EnvelopedVerifiableCredential" in types_of(data):
        address = str(data.get("id", ""))
        return _claims(address.rpartition(",")[2].encode()) or data
    return data if isinstance(data, Mapping) else None


def _claims(body: bytes) -> Mapping[str, Any] | None:
    """The claims of a JWT, with the credential of a version 1.1 token in their place."""
    try:
        text = as_text(body) if body.startswith(BEGINNING) else body.decode("ascii").strip()
        claims = read_token(text, limits=DEFAULT_LIMITS).claims
    except (UnicodeDecodeError, BadToken):
        return None
    inner = as_list(claims.get("vc"))
    return inner[0] if inner and isinstance(inner[0], Mapping) else claims
