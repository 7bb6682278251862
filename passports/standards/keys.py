"""Public keys in the shapes that credentials use.

Multikey: https://www.w3.org/TR/cid-1.0/#Multikey; JWK: RFC 7517, 7518, 8037, 8812.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from passports.standards import ed25519
from passports.standards.encodings import (
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    encode_base64url,
)
from passports.standards.hints import Any, Final
from passports.standards.public_key import COORDINATE_BYTES, PublicKey

# https://github.com/multiformats/multicodec: the varint that goes before the key.
MULTICODECS: Final = {
    b"\xed\x01": "Ed25519",
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\x82\x24": "P-521",
    b"\xe7\x01": "secp256k1",
    b"\x85\x24": "RSA",
    b"\xec\x01": "X25519",
    b"\xeb\x01": "BLS12-381",
}
_PREFIXES: Final = {kind: prefix for prefix, kind in MULTICODECS.items()}
RSA_MINIMUM_BITS: Final = 2048
RSA_MAXIMUM_BITS: Final = 8192
# Keys that are no longer than this are kept once they were read.
_KEPT_CHARACTERS: Final = 200
_PEM_CHARACTERS: Final = 4000
# Members of a JWK that only a secret key has (RFC 7518, section 6).
_SECRET_MEMBERS: Final = frozenset({"d", "k", "p", "q", "dp", "dq", "qi", "oth"})


class BadKey(Exception):
    """These bytes or members are no usable public key. `code` says why."""

    def __init__(self, code: str, detail: str = "", **params: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.params = params


def multikey_parts(text: object) -> tuple[str, bytes]:
    """The kind and the raw bytes in a `publicKeyMultibase` value, unchecked. Raises BadKey."""
    try:
        data = decode_multibase(text)
    except ValueError as error:
        raise BadKey("bad_key", str(error)) from error
    kind = MULTICODECS.get(data[:2])
    if kind is None:
        raise BadKey("bad_key", "unknown multicodec prefix")
    return kind, data[2:]


def from_multikey(text: object) -> PublicKey:
    """The public key in a `publicKeyMultibase` value. Raises BadKey."""
    if isinstance(text, str) and len(text) <= _KEPT_CHARACTERS:
        return _from_short_multikey(text)
    return from_raw(*multikey_parts(text))


@lru_cache(maxsize=2_000)
def _from_short_multikey(text: str) -> PublicKey:
    return from_raw(*multikey_parts(text))


def from_raw(kind: str, data: bytes) -> PublicKey:
    """The key of `kind` in its raw form: 32 bytes, a compressed point, or PKCS#1. Raises BadKey."""
    try:
        if kind == "Ed25519":
            return PublicKey(kind, ed25519.checked_key(data))
        if kind in COORDINATE_BYTES:
            from passports.standards import openssl_keys

            if len(data) != 1 + COORDINATE_BYTES[kind]:
                raise ValueError("not a compressed point")
            return PublicKey(kind, openssl_keys.point(kind, data))
        if kind == "RSA":
            from passports.standards import openssl_keys

            return _checked_rsa(openssl_keys.rsa_of_pkcs1(data))
    except ValueError as error:
        raise BadKey("bad_key", str(error)) from error
    if kind == "X25519":
        raise BadKey("wrong_key_type", "an X25519 key agrees on secrets and signs nothing")
    raise BadKey("unsupported_key_type", kind, key_type=kind)


def to_multikey(key: PublicKey) -> str:
    """`key` as a `publicKeyMultibase` value."""
    return encode_base58btc(_PREFIXES[key.kind] + _raw(key))


def _raw(key: PublicKey) -> bytes:
    if isinstance(key.key, bytes):
        return key.key
    from passports.standards import openssl_keys

    return openssl_keys.raw(key.key)


def _checked_rsa(key: object, algorithm: str = "") -> PublicKey:
    from passports.standards.openssl_keys import rsa_bits

    bits = rsa_bits(key)
    if not RSA_MINIMUM_BITS <= bits <= RSA_MAXIMUM_BITS:
        raise BadKey("weak_key", f"RSA key of {bits} bits", bits=bits)
    return PublicKey("RSA", key, algorithm)


def from_pem(text: object) -> PublicKey:
    """The RSA key in a PEM `publicKeyPem` (Open Badges 2.0 CryptographicKey). Raises BadKey."""
    from passports.standards.openssl_keys import rsa_of_pem

    try:
        key = rsa_of_pem(str(text)[:_PEM_CHARACTERS])
    except ValueError as error:
        raise BadKey("bad_key", str(error)[:200]) from error
    return _checked_rsa(key)


def from_jwk(jwk: object) -> PublicKey:
    """The public key in a JWK. Raises BadKey, also for a secret one and for one that says that it
    is not for verifying signatures (RFC 7517, sections 4.2 and 4.3)."""
    if not isinstance(jwk, Mapping):
        raise BadKey("bad_key", "publicKeyJwk is not an object")
    if _SECRET_MEMBERS.intersection(jwk):
        raise BadKey("bad_key", "a JWK with secret members")
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not (
        isinstance(operations, list) and "verify" in operations
    ):
        raise BadKey("wrong_key_type", "a JWK that is not for signatures")
    algorithm = jwk.get("alg", "")
    if not isinstance(algorithm, str):
        raise BadKey("bad_key", "alg is not a string")
    kind, curve = jwk.get("kty"), str(jwk.get("crv"))
    if not isinstance(kind, str):
        raise BadKey("bad_key", "a JWK without kty")
    try:
        if kind == "OKP" and curve == "Ed25519":
            return PublicKey(curve, ed25519.checked_key(_member(jwk, "x", 32)), algorithm)
        if kind == "EC" and curve in COORDINATE_BYTES:
            from passports.standards import openssl_keys

            size = COORDINATE_BYTES[curve]
            x, y = (int.from_bytes(_member(jwk, name, size), "big") for name in ("x", "y"))
            return PublicKey(curve, openssl_keys.point_at(curve, x, y), algorithm)
        if kind == "RSA":
            return _rsa_of_jwk(jwk, algorithm)
    except ValueError as error:
        raise BadKey("bad_key", str(error)) from error
    if curve == "X25519":
        raise BadKey("wrong_key_type", "an X25519 key agrees on secrets and signs nothing")
    name = str(jwk.get("crv") or kind)[:40]
    raise BadKey("unsupported_key_type", name, key_type=name)


def _rsa_of_jwk(jwk: Mapping[str, Any], algorithm: str) -> PublicKey:
    from passports.standards.openssl_keys import rsa_of_numbers

    n, e = (int.from_bytes(_member(jwk, name), "big") for name in ("n", "e"))
    if n.bit_length() > RSA_MAXIMUM_BITS:
        raise BadKey("bad_key", f"RSA key of {n.bit_length()} bits")
    return _checked_rsa(rsa_of_numbers(n, e), algorithm)


def _member(jwk: Mapping[str, Any], name: str, size: int | None = None) -> bytes:
    value = decode_base64url(jwk.get(name))
    if size is not None and len(value) != size:
        raise ValueError(f"JWK member {name} has not {size} bytes")
    return value


__all__ = [
    "MULTICODECS",
    "BadKey",
    "PublicKey",
    "decode_base64url",
    "decode_multibase",
    "encode_base58btc",
    "encode_base64url",
    "from_jwk",
    "from_multikey",
    "from_pem",
    "from_raw",
    "multikey_parts",
    "to_multikey",
]
