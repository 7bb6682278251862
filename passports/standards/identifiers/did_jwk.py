"""did:jwk: the identifier is a JWK. https://github.com/quartzjer/did-jwk/blob/main/spec.md"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import keys, strict_json
from passports.standards.encodings import decode_base64url
from passports.standards.hints import Any
from passports.standards.identifiers.did_key import AGREEMENT, SIGNING
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.types import DEFAULT_LIMITS, Fetch

MAX_CHARACTERS = 8_000


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The document that a did:jwk stands for; nothing is fetched. Raises CannotResolve.

    A key whose `use` is `enc`, or that only agrees on secrets, asserts nothing.
    """
    text = identifier.removeprefix("did:jwk:")
    try:
        if len(text) > MAX_CHARACTERS:
            raise ValueError("too long")
        jwk = strict_json.loads(decode_base64url(text), limits=DEFAULT_LIMITS)
    except (ValueError, strict_json.BadJson) as error:
        raise CannotResolve("bad_identifier", str(error)[:200]) from error
    method_id = f"{identifier}#0"
    method = {
        "id": method_id,
        "type": "JsonWebKey",
        "controller": identifier,
        "publicKeyJwk": jwk,
    }
    document: dict[str, Any] = {"id": identifier, "verificationMethod": [method]}
    if _may_sign(jwk):
        document.update({name: [method_id] for name in SIGNING})
    if jwk.get("use") != "sig":
        document[AGREEMENT] = [method_id]
    return document


def _may_sign(jwk: object) -> bool:
    """Whether the key signs. Raises CannotResolve for what is no public key."""
    try:
        keys.from_jwk(jwk)
    except keys.BadKey as error:
        if error.code == "wrong_key_type":
            return False
        code = "bad_identifier" if error.code == "bad_key" else error.code
        raise CannotResolve(code, error.detail, **error.params) from error
    return True
