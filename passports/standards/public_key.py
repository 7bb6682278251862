"""A public key, and what a signature by it is.

The algorithm of a signature is fixed by the key, never by the document alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

PublicKeyObject = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

# How long a coordinate, and each half of a signature, is on a curve.
COORDINATE_BYTES: Final = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its kind: `Ed25519`, `P-256`, `P-384`, `P-521`, `secp256k1` or `RSA`.

    `algorithm` is the one JOSE algorithm for which its JWK says that it is; empty if it says none.
    """

    kind: str
    key: PublicKeyObject
    algorithm: str = ""

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
        size = COORDINATE_BYTES[self.kind]
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
        return self._verify_rsa(signature, data, padding.PKCS1v15())

    def verify_ps256(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this RSA key's over `data` (RFC 7518, section 3.5: the salt is
        as long as the hash)."""
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
        return self._verify_rsa(signature, data, pss)

    def _verify_rsa(self, signature: bytes, data: bytes, how: padding.AsymmetricPadding) -> bool:
        if not isinstance(self.key, rsa.RSAPublicKey):
            return False
        if len(signature) != (self.key.key_size + 7) // 8:
            return False
        try:
            self.key.verify(signature, data, how, hashes.SHA256())
        except InvalidSignature:
            return False
        return True

    def same_as(self, other: PublicKey) -> bool:
        """Whether both are the same key, whatever shape they came in."""
        return self.spki() == other.spki()

    def spki(self) -> bytes:
        """The key as DER SubjectPublicKeyInfo, the same bytes for the same key."""
        from cryptography.hazmat.primitives import serialization

        return self.key.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
