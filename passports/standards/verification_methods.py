"""The verification methods in a controller document, in all the shapes that they are written in.

https://www.w3.org/TR/cid-1.0/#verification-methods
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from passports.standards import keys as key_codec
from passports.standards.dates import parse_date_time
from passports.standards.encodings import decode_base58
from passports.standards.finding import Finding, failed
from passports.standards.hints import Any
from passports.standards.identifiers.jwks import key_names
from passports.standards.keys import BadKey, PublicKey
from passports.standards.uris import split_fragment

MAX_METHODS = 100
ASSERTION = "assertionMethod"
AUTHENTICATION = "authentication"


def entries(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every method that has an identifier, up to a bound."""
    names = ("verificationMethod", ASSERTION, AUTHENTICATION, "publicKey")
    values = [value for name in names for value in as_list(document.get(name))]
    for value in values[:MAX_METHODS]:
        if isinstance(value, Mapping) and isinstance(value.get("id"), str):
            yield value


def named_entry(document: Mapping[str, Any], method_id: str) -> Mapping[str, Any] | None:
    """The method that `method_id` names."""
    found = list(entries(document))
    for item in found:
        if absolute(document, str(item["id"])) == method_id:
            return item
    # A `kid` may be the name that the key has in its JWK, or its thumbprint (RFC 7517, 7638).
    base, name = split_fragment(method_id)
    for item in found if base == document.get("id") and name else ():
        jwk = item.get("publicKeyJwk")
        if isinstance(jwk, Mapping) and name in key_names(jwk):
            return item
    # A did:key has one key, so its bare DID names that key (seen in Open Badges of 2022–2024).
    if method_id == document.get("id") and str(method_id).startswith("did:key:"):
        return found[0]
    return None


def absolute(document: Mapping[str, Any], identifier: str) -> str:
    """A relative reference belongs to the document."""
    return f"{document.get('id')}{identifier}" if identifier.startswith("#") else identifier


def in_relationship(
    document: Mapping[str, Any], entry: Mapping[str, Any], relationship: str
) -> bool:
    """Whether the document lists the method under `relationship`."""
    wanted = absolute(document, str(entry["id"]))
    for value in as_list(document.get(relationship)):
        reference = value.get("id") if isinstance(value, Mapping) else value
        if isinstance(reference, str) and absolute(document, reference) == wanted:
            return True
    return False


# Types of older suites whose name says which key the bytes are.
_BASE58_KINDS: Mapping[str, str] = {
    "Ed25519VerificationKey2018": "Ed25519",
    "EcdsaSecp256k1VerificationKey2019": "secp256k1",
    "P256Key2021": "P-256",
    "X25519KeyAgreementKey2019": "X25519",
}


def key_of(entry: Mapping[str, Any]) -> PublicKey:
    """The key in a method. Raises BadKey."""
    if "publicKeyMultibase" in entry:
        return key_codec.from_multikey(entry["publicKeyMultibase"])
    if "publicKeyJwk" in entry:
        return key_codec.from_jwk(entry["publicKeyJwk"])
    if "publicKeyBase58" in entry and entry.get("type") in _BASE58_KINDS:
        try:
            raw = decode_base58(entry["publicKeyBase58"])
        except ValueError as error:
            raise BadKey("bad_key", str(error)) from error
        return key_codec.from_raw(_BASE58_KINDS[str(entry["type"])], raw)
    if "publicKeyPem" in entry:
        return key_codec.from_pem(entry["publicKeyPem"])
    kind = str(entry.get("type"))
    raise BadKey("unsupported_key_type", kind, key_type=kind)


def as_list(value: object) -> list[Any]:
    """A value that may be one, many or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def end_of(entry: Mapping[str, Any], now: datetime | None) -> Finding | None:
    """That the method had been revoked or had expired by `now`, or None.

    https://www.w3.org/TR/cid-1.0/#dfn-revoked. What cannot be read as a time counts as past.
    """
    for member, code in (("revoked", "key_revoked"), ("expires", "key_expired")):
        value = entry.get(member)
        if value is None:
            continue
        moment = parse_date_time(value, zone_required=False)
        if moment is None or now is None or moment <= now:
            return failed(code, f"{member} {str(value)[:60]}", method=str(entry.get("id"))[:300])
    return None
