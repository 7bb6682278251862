"""Public keys in the shapes that credentials use.

Multikey: https://www.w3.org/TR/cid-1.0/#Multikey; JWK: RFC 7517, 7518, 8037, 8812.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from passports.standards.encodings import (
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    encode_base64url,
)
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
_CURVES: Final[Mapping[str, type[ec.EllipticCurve]]] = {
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
    "secp256k1": ec.SECP256K1,
}
RSA_MINIMUM_BITS: Final = 2048
RSA_MAXIMUM_BITS: Final = 8192
# Keys that are no longer than this are kept once they were read.
_KEPT_CHARACTERS: Final = 200
_PEM_CHARACTERS: Final = 4000
# Members of a JWK that only a secret key has (RFC 7518, section 6).
_SECRET_MEMBERS: Final = frozenset({"d", "k", "p", "q", "dp", "dq", "qi", "oth"})
# The eight points of small order on Curve25519 have these y coordinates (and p - 1): a signature
# by such a "key" fits any message. https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7
_P25519: Final = 2**255 - 19
_SMALL_ORDER: Final = frozenset(
    {
        0,
        1,
        _P25519 - 1,
        int.from_bytes(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            "little",
        ),
        int.from_bytes(
            bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            "little",
        ),
    }
)


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
            return PublicKey(kind, _ed25519(data))
        if kind in _CURVES:
            if len(data) != 1 + COORDINATE_BYTES[kind]:
                raise ValueError("not a compressed point")
            point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind](), data)
            return PublicKey(kind, point)
        if kind == "RSA":
            return _checked_rsa(_loaded_der(_spki_of_pkcs1(data)))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("bad_key", str(error)) from error
    if kind == "X25519":
        raise BadKey("wrong_key_type", "an X25519 key agrees on secrets and signs nothing")
    raise BadKey("unsupported_key_type", kind, key_type=kind)


def to_multikey(key: PublicKey) -> str:
    """`key` as a `publicKeyMultibase` value."""
    return encode_base58btc(_PREFIXES[key.kind] + _raw(key))


def _raw(key: PublicKey) -> bytes:
    if isinstance(key.key, ed25519.Ed25519PublicKey):
        return key.key.public_bytes_raw()
    from cryptography.hazmat.primitives import serialization

    if isinstance(key.key, ec.EllipticCurvePublicKey):
        return key.key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
        )
    return key.key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)


def _ed25519(data: bytes) -> ed25519.Ed25519PublicKey:
    key = ed25519.Ed25519PublicKey.from_public_bytes(data)
    y = int.from_bytes(data, "little") & (2**255 - 1)
    if y >= _P25519 or y in _SMALL_ORDER:
        raise ValueError("an Ed25519 key of small order, or not in its one form")
    return key


def _spki_of_pkcs1(data: bytes) -> bytes:
    """PKCS#1 RSAPublicKey wrapped as SubjectPublicKeyInfo, which is what the library loads."""

    def tlv(tag: int, body: bytes) -> bytes:
        size = len(body)
        if size < 0x80:
            return bytes([tag, size]) + body
        length = size.to_bytes((size.bit_length() + 7) // 8, "big")
        return bytes([tag, 0x80 | len(length)]) + length + body

    algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
    return tlv(0x30, algorithm + tlv(0x03, b"\x00" + data))


def _loaded_der(data: bytes) -> object:
    # Few keys come this way, and the module takes as long to load as all of Ed25519.
    from cryptography.hazmat.primitives import serialization

    return serialization.load_der_public_key(data)


def _checked_rsa(key: object, algorithm: str = "") -> PublicKey:
    if not isinstance(key, rsa.RSAPublicKey):
        raise BadKey("bad_key", "not an RSA key")
    if key.key_size < RSA_MINIMUM_BITS or key.key_size > RSA_MAXIMUM_BITS:
        raise BadKey("weak_key", f"RSA key of {key.key_size} bits", bits=key.key_size)
    return PublicKey("RSA", key, algorithm)


def from_pem(text: object) -> PublicKey:
    """The RSA key in a PEM `publicKeyPem` (Open Badges 2.0 CryptographicKey). Raises BadKey."""
    from cryptography.hazmat.primitives import serialization

    try:
        key = serialization.load_pem_public_key(str(text)[:_PEM_CHARACTERS].encode())
    except (ValueError, UnsupportedAlgorithm) as error:
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
            return PublicKey(curve, _ed25519(_member(jwk, "x", 32)), algorithm)
        if kind == "EC" and curve in _CURVES:
            size = COORDINATE_BYTES[curve]
            x, y = (int.from_bytes(_member(jwk, name, size), "big") for name in ("x", "y"))
            numbers = ec.EllipticCurvePublicNumbers(x, y, _CURVES[curve]())
            return PublicKey(curve, numbers.public_key(), algorithm)
        if kind == "RSA":
            n, e = (int.from_bytes(_member(jwk, name), "big") for name in ("n", "e"))
            if n.bit_length() > RSA_MAXIMUM_BITS:
                raise BadKey("bad_key", f"RSA key of {n.bit_length()} bits")
            return _checked_rsa(rsa.RSAPublicNumbers(e, n).public_key(), algorithm)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("bad_key", str(error)) from error
    if curve == "X25519":
        raise BadKey("wrong_key_type", "an X25519 key agrees on secrets and signs nothing")
    name = str(jwk.get("crv") or kind)[:40]
    raise BadKey("unsupported_key_type", name, key_type=name)


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
