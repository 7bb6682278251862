"""A set of JSON Web Keys as a controller document (RFC 7517, section 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from passports.standards.digests import digest
from passports.standards.encodings import encode_base64url
from passports.standards.hints import Any
from passports.standards.identifiers.errors import CannotResolve

MAX_KEYS = 50
# What a thumbprint is made of: https://www.rfc-editor.org/rfc/rfc7638#section-3.2, RFC 8037.
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "EC": ("crv", "kty", "x", "y"),
    "OKP": ("crv", "kty", "x"),
    "RSA": ("e", "kty", "n"),
}


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """The SHA-256 thumbprint of a public key (RFC 7638); empty for a kind that has none here."""
    members = _REQUIRED.get(str(jwk.get("kty")), ())
    if not members or not all(isinstance(jwk.get(name), str) for name in members):
        return ""
    text = json.dumps({name: jwk[name] for name in members}, separators=(",", ":"))
    return encode_base64url(digest("sha256", text.encode()))


def key_names(jwk: Mapping[str, Any]) -> list[str]:
    """The names by which a `kid` may mean this key: its own `kid`, and its thumbprint."""
    own = jwk.get("kid")
    names = [own] if isinstance(own, str) and own else []
    print_ = thumbprint(jwk)
    return [*names, print_] if print_ else names


def methods_of(jwks: Mapping[str, Any], identifier: str) -> list[dict[str, Any]]:
    """The keys of a set as verification methods of `identifier`. Raises CannotResolve."""
    found = jwks.get("keys")
    if not isinstance(found, list):
        raise CannotResolve("bad_controller_document", "a JWKS without keys")
    methods = []
    for jwk in found[:MAX_KEYS]:
        names = key_names(jwk) if isinstance(jwk, Mapping) else []
        if names:
            methods.append(
                {
                    "id": f"{identifier}#{names[0]}",
                    "type": "JsonWebKey",
                    "controller": identifier,
                    "publicKeyJwk": dict(jwk),
                }
            )
    return methods


def with_jwks(
    document: Mapping[str, Any], identifier: str, jwks: Mapping[str, Any]
) -> dict[str, Any]:
    """`document` with the keys of `jwks` as keys of `identifier` for assertions."""
    methods = methods_of(jwks, identifier)
    names = [method["id"] for method in methods]
    return {
        **document,
        "id": identifier,
        "verificationMethod": [*_list(document, "verificationMethod"), *methods],
        "assertionMethod": [*_list(document, "assertionMethod"), *names],
    }


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name, [])
    return value if isinstance(value, list) else [value]
