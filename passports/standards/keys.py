"""Public keys in the shapes that credentials use, and a signing key held in memory.

Multikey: https://www.w3.org/TR/cid-1.0/#Multikey; JWK: RFC 7517. The algorithm of a signature is
fixed by the key, never by the document alone.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

PublicKeyObject = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

# https://github.com/multiformats/multicodec: the varint that goes before the key.
_MULTICODECS = {
    b"\xed\x01": "Ed25519",
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\x82\x24": "P-521",
    b"\xe7\x01": "secp256k1",
    b"\x85\x24": "RSA",
    b"\xec\x01": "X25519",
    b"\xeb\x01": "BLS12-381",
}
_CURVES: Mapping[str, type[ec.EllipticCurve]] = {
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
    "secp256k1": ec.SECP256K1,
}
_COORDINATE_BYTES = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32}
# More than the largest key that is accepted; decoding base58 takes time with the square of it.
MULTIBASE_CHARACTERS = 4_000
RSA_MINIMUM_BITS = 2048
RSA_MAXIMUM_BITS = 8192


class BadKey(Exception):
    """These bytes or members are no usable public key. `code` says why."""

    def __init__(self, code: str, detail: str = "", **params: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.params = params


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its kind: `Ed25519`, `P-256`, `P-384`, `P-521`, `secp256k1` or `RSA`."""

    kind: str
    key: PublicKeyObject

    def verify_ed25519(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this Ed25519 key's over `data` (RFC 8032)."""
        if not isinstance(self.key, ed25519.Ed25519PublicKey):
            return False
        try:
            self.key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def verify_ecdsa(self, signature: bytes, data: bytes, hash_: hashes.HashAlgorithm) -> bool:
        """Whether `signature` (r and s side by side, IEEE P1363) is this key's over `data`."""
        if not isinstance(self.key, ec.EllipticCurvePublicKey):
            return False
        size = _COORDINATE_BYTES[self.kind]
        if len(signature) != 2 * size:
            return False
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        try:
            self.key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(hash_))
        except InvalidSignature:
            return False
        return True

    def verify_rs256(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this RSA key's over `data` (RFC 7518, section 3.3)."""
        if not isinstance(self.key, rsa.RSAPublicKey):
            return False
        try:
            self.key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return True

    def same_as(self, other: PublicKey) -> bool:
        """Whether both are the same key, whatever shape they came in."""
        return self._spki() == other._spki()

    def _spki(self) -> bytes:
        return self.key.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )


def decode_multibase(text: str) -> bytes:
    """The bytes of a multibase string in base58btc (`z`) or unpadded base64url (`u`).

    Raises ValueError for anything else (https://www.w3.org/TR/cid-1.0/#multibase-0).
    """
    if not isinstance(text, str) or len(text) > MULTIBASE_CHARACTERS:
        raise ValueError("not a multibase string")
    head, rest = text[:1], text[1:]
    if head == "z" and rest.isascii():
        return base58.b58decode(rest)
    if head == "u":
        return decode_base64url(rest)
    raise ValueError("multibase prefix is neither z nor u")


def decode_base64url(text: str) -> bytes:
    """Strict base64url without padding (RFC 7515, section 2). Raises ValueError."""
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("not base64url")
    if any(c in "+/=" or c.isspace() for c in text):
        raise ValueError("not base64url without padding")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def encode_base64url(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_multikey(text: object) -> PublicKey:
    """The public key in a `publicKeyMultibase` value. Raises BadKey."""
    try:
        data = decode_multibase(text if isinstance(text, str) else "")
    except ValueError as error:
        raise BadKey("bad_key", str(error)) from error
    kind = _MULTICODECS.get(data[:2])
    if kind is None:
        raise BadKey("bad_key", "unknown multicodec prefix")
    return from_raw(kind, data[2:])


def from_raw(kind: str, data: bytes) -> PublicKey:
    """The key of `kind` in its raw form: 32 bytes, a compressed point, or PKCS#1. Raises BadKey."""
    try:
        if kind == "Ed25519":
            return PublicKey(kind, ed25519.Ed25519PublicKey.from_public_bytes(data))
        if kind in _CURVES:
            point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind](), data)
            return PublicKey(kind, point)
        if kind == "RSA":
            return _checked_rsa(serialization.load_der_public_key(_spki_of_pkcs1(data)))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("bad_key", str(error)) from error
    raise BadKey("unsupported_key_type", kind, key_type=kind)


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


def _checked_rsa(key: object) -> PublicKey:
    if not isinstance(key, rsa.RSAPublicKey):
        raise BadKey("bad_key", "not an RSA key")
    if key.key_size < RSA_MINIMUM_BITS or key.key_size > RSA_MAXIMUM_BITS:
        raise BadKey("weak_key", f"RSA key of {key.key_size} bits", bits=key.key_size)
    return PublicKey("RSA", key)


def from_jwk(jwk: object) -> PublicKey:
    """The public key in a JWK (RFC 7517, 7518, 8037). Raises BadKey, also for a private one."""
    if not isinstance(jwk, Mapping):
        raise BadKey("bad_key", "publicKeyJwk is not an object")
    if "d" in jwk or "k" in jwk:
        raise BadKey("bad_key", "a JWK with secret members")
    kind, curve = jwk.get("kty"), str(jwk.get("crv"))
    try:
        if kind == "OKP" and curve == "Ed25519":
            return from_raw("Ed25519", decode_base64url(_text(jwk, "x")))
        if kind == "EC" and curve in _CURVES:
            x = int.from_bytes(decode_base64url(_text(jwk, "x")), "big")
            y = int.from_bytes(decode_base64url(_text(jwk, "y")), "big")
            numbers = ec.EllipticCurvePublicNumbers(x, y, _CURVES[curve]())
            return PublicKey(curve, numbers.public_key())
        if kind == "RSA":
            n = int.from_bytes(decode_base64url(_text(jwk, "n")), "big")
            if n.bit_length() > RSA_MAXIMUM_BITS:
                raise BadKey("bad_key", f"RSA key of {n.bit_length()} bits")
            e = int.from_bytes(decode_base64url(_text(jwk, "e")), "big")
            return _checked_rsa(rsa.RSAPublicNumbers(e, n).public_key())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("bad_key", str(error)) from error
    name = str(jwk.get("crv") or kind)[:40]
    raise BadKey("unsupported_key_type", name, key_type=name)


def _text(jwk: Mapping[str, Any], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise ValueError(f"JWK member {name} is missing")
    return value


class SigningKey:
    """An Ed25519 key pair held in memory, for issuing and for tests."""

    def __init__(self, private: ed25519.Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def generate(cls) -> SigningKey:
        """A new random key."""
        return cls(ed25519.Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key of a 32-byte secret seed (RFC 8032). Raises ValueError for another length."""
        return cls(ed25519.Ed25519PrivateKey.from_private_bytes(seed))

    def seed(self) -> bytes:
        """The 32 secret bytes that make this key again."""
        return self._private.private_bytes_raw()

    @property
    def public(self) -> PublicKey:
        return PublicKey("Ed25519", self._private.public_key())

    @property
    def multibase(self) -> str:
        """The public key as a Multikey value (`publicKeyMultibase`)."""
        raw = self._private.public_key().public_bytes_raw()
        return "z" + base58.b58encode(b"\xed\x01" + raw).decode()

    @property
    def did(self) -> str:
        """The did:key of this key."""
        return f"did:key:{self.multibase}"

    @property
    def did_key_id(self) -> str:
        """The DID URL of this key inside its did:key document."""
        return f"{self.did}#{self.multibase}"

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JWK."""
        raw = self._private.public_key().public_bytes_raw()
        return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(raw)}

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature over `data`."""
        return self._private.sign(data)


def encode_base58btc(data: bytes) -> str:
    """Multibase base58btc."""
    return "z" + base58.b58encode(data).decode()
