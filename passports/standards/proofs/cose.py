"""Credentials signed as a whole with COSE: a COSE_Sign1 whose payload is the credential.

https://www.w3.org/TR/vc-jose-cose/#securing-with-cose, RFC 9052 (structure and what is signed),
RFC 9053 and 9864 (algorithms), RFC 9596 (`typ`), RFC 9597 (claims in a header). A message is read
into the same `Token` as a JWS, under the names of JOSE, so the rules on keys and algorithms are the
same. As text, a message is base64url; it then begins with `0oR`, as no JWS can.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.encodings import encode_base64url
from passports.standards.hints import Any
from passports.standards.proofs import cbor
from passports.standards.types import Limits, Token

TAG = b"\xd2"
# A tagged message, which is an array of four; one without its tag begins with the array.
BEGINNING = TAG + b"\x84"
_ALGORITHM, _CRITICAL, _CONTENT_TYPE, _KEY, _CLAIMS, _TYPE = 1, 2, 3, 4, 15, 16
# https://www.iana.org/assignments/cose/cose.xhtml#algorithms
ALGORITHMS: Mapping[int, str] = {
    -7: "ES256",
    -8: "EdDSA",
    -9: "ES256",
    -19: "Ed25519",
    -35: "ES384",
    -37: "PS256",
    -47: "ES256K",
    -51: "ES384",
    -257: "RS256",
    4: "HS256",
    5: "HS256",
    6: "HS384",
    7: "HS512",
}
# What a header may not bring, under the names that a JWS has for the same.
_REFUSED: Mapping[object, str] = {_CRITICAL: "crit", 32: "x5c", 33: "x5c", 35: "x5u"}
# RFC 8392, and the nonce of RFC 9711.
_CLAIM_NAMES: Mapping[object, str] = {1: "iss", 2: "sub", 3: "aud", 4: "exp", 5: "nbf", 6: "iat",
                                      10: "nonce"}  # fmt: skip
_TYPES = frozenset({"vc+cose", "vp+cose", "vc-ld+cose", "vp-ld+cose"})
_CONTENT_TYPES = frozenset({"vc", "vp", "vc+ld+json", "vp+ld+json", "json", "ld+json"})


class BadMessage(ValueError):
    """These bytes are no COSE_Sign1 with a JSON object in it. `code` is one of `codes.py`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


def as_text(content: bytes) -> str:
    """A message, with or without its tag, in the form that is read here."""
    return encode_base64url(content if content.startswith(TAG) else TAG + content)


def read_message(text: str, *, limits: Limits) -> Token:
    """The parts of a COSE_Sign1 in base64 or base64url. Raises BadMessage."""
    try:
        content = _bytes(text)
        if not content.startswith(BEGINNING):
            raise ValueError("no tagged COSE_Sign1")
        protected, unprotected, payload, signature = _parts(cbor.loads(content[1:], headers=True))
        header = cbor.loads(protected, headers=True) if protected else {}
        if not isinstance(header, dict) or set(header) & set(unprotected):
            raise ValueError("a header that is no map, or says something twice")
    except ValueError as error:
        raise BadMessage("not_a_cose", str(error)[:200]) from error
    try:
        claims = strict_json.loads(payload, limits=limits)
    except strict_json.BadJson as error:
        raise BadMessage(error.code, error.detail) from error
    if not isinstance(claims, dict):
        raise BadMessage("not_a_cose", "the payload is no JSON object")
    signed = b"\x84" + b"".join(_string(3 if i == 0 else 2, part) for i, part in enumerate(
        (b"Signature1", protected, b"", payload)))  # fmt: skip
    return Token(text, _jose(header, unprotected), {**claims, **_claims(header)}, signed, signature)


def _bytes(text: str) -> bytes:
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error


def _parts(value: object) -> tuple[bytes, dict[Any, Any], bytes, bytes]:
    """Protected header, the other header, payload, signature. A payload that is kept elsewhere
    (RFC 9052, section 4.1) is none here."""
    if not isinstance(value, list) or len(value) != 4:
        raise ValueError("not four parts")
    protected, unprotected, payload, signature = value
    if not isinstance(protected, bytes) or not isinstance(unprotected, dict):
        raise ValueError("the headers are not of their kind")
    if not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise ValueError("payload or signature is missing")
    return protected, unprotected, payload, signature


def _jose(header: dict[Any, Any], unprotected: dict[Any, Any]) -> dict[str, Any]:
    """The headers as those of a JWS. The algorithm counts only where it is signed."""
    both = {**unprotected, **header}
    found: dict[str, Any] = {"alg": _algorithm(header.get(_ALGORITHM))}
    if _KEY in both:
        key = both[_KEY]
        found["kid"] = key.decode("utf-8", "replace") if isinstance(key, bytes) else key
    found |= {name: both[label] for label, name in _REFUSED.items() if label in both}
    for label, name in ((_TYPE, "typ"), (_CONTENT_TYPE, "cty")):
        if isinstance(header.get(label), str):
            found[name] = header[label]
    return found


def _algorithm(value: object) -> object:
    if not isinstance(value, int):
        return value if isinstance(value, str) else None
    return ALGORITHMS.get(value, f"COSE {value}")


def _claims(header: dict[Any, Any]) -> dict[str, Any]:
    claims = header.get(_CLAIMS)
    if not isinstance(claims, dict):
        return {}
    return {name: claims[label] for label, name in _CLAIM_NAMES.items() if label in claims}


def problem_of_types(header: Mapping[str, Any], presents: bool) -> str:
    """What the types in a header say that cannot be; empty if nothing (RFC 9596, section 1)."""
    typ = str(header.get("typ", "")).removeprefix("application/").lower()
    cty = str(header.get("cty", "")).removeprefix("application/").lower()
    if typ and typ not in _TYPES:
        return f"typ {typ[:40]}"
    if cty and cty not in _CONTENT_TYPES:
        return f"content type {cty[:40]}"
    said = {name[:2] for name in (typ, cty) if name[:2] in {"vc", "vp"}}
    if said and ("vp" if presents else "vc") not in said:
        return f"typ {typ} and content type {cty}"
    return ""


def _string(major: int, data: bytes) -> bytes:
    """A byte or text string of CBOR (RFC 8949, section 3.1)."""
    count = len(data)
    if count < 24:
        return bytes([major << 5 | count]) + data
    size = next(power for power in range(4) if count < 1 << (8 << power))
    return bytes([major << 5 | 24 + size]) + count.to_bytes(1 << size, "big") + data
