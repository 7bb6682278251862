"""A public key, and what a signature by it is.

The algorithm of a signature is fixed by the key, never by the document alone.
"""

from __future__ import annotations

from passports.standards import ed25519
from passports.standards.frozen import frozen
from passports.standards.hints import Final

# How long a coordinate, and each half of a signature, is on a curve.
COORDINATE_BYTES: Final = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32}


@frozen
class PublicKey:
    """A public key and its kind: `Ed25519`, `P-256`, `P-384`, `P-521`, `secp256k1` or `RSA`.

    `key` is the 32 bytes of an Ed25519 key, and an object of `openssl_keys.py` for the others.
    `algorithm` is the one JOSE algorithm for which its JWK says that it is; empty if it says none.
    """

    kind: str
    key: object
    algorithm: str = ""

    def verify_ed25519(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this Ed25519 key's over `data` (RFC 8032)."""
        key = self.key
        return isinstance(key, bytes) and ed25519.is_signed(key, signature, data)

    def verify_ecdsa(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` (r and s side by side, IEEE P1363) is this key's over `data`. Its
        curve fixes the hash."""
        from passports.standards.openssl_keys import is_signed_ecdsa

        return is_signed_ecdsa(self.key, signature, data)

    def verify_rs256(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this RSA key's over `data` (RFC 7518, section 3.3)."""
        from passports.standards.openssl_keys import is_signed_rs256

        return is_signed_rs256(self.key, signature, data)

    def verify_ps256(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this RSA key's over `data` (RFC 7518, section 3.5)."""
        from passports.standards.openssl_keys import is_signed_ps256

        return is_signed_ps256(self.key, signature, data)

    def same_as(self, other: PublicKey) -> bool:
        """Whether both are the same key, whatever shape they came in."""
        return self.spki() == other.spki()

    def spki(self) -> bytes:
        """The key as DER SubjectPublicKeyInfo, the same bytes for the same key."""
        from passports.standards.openssl_keys import spki

        return spki(self.key)
