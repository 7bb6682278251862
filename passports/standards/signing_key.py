"""Key pairs held in memory, for issuing and for tests."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

from passports.standards.encodings import encode_base64url
from passports.standards.keys import PublicKey, to_multikey

_P256_BYTES = 32


class _KeyPair:
    """What both kinds of key pair have: the public key and its names."""

    algorithm: str
    suite: str

    @property
    def public(self) -> PublicKey:
        raise NotImplementedError

    @property
    def multibase(self) -> str:
        """The public key as a Multikey value (`publicKeyMultibase`)."""
        return to_multikey(self.public)

    @property
    def did(self) -> str:
        """The did:key of this key."""
        return f"did:key:{self.multibase}"

    @property
    def did_key_id(self) -> str:
        """The DID URL of this key inside its did:key document."""
        return f"{self.did}#{self.multibase}"

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""
        raise NotImplementedError


class SigningKey(_KeyPair):
    """An Ed25519 key pair."""

    algorithm = "EdDSA"
    suite = "eddsa-rdfc-2022"

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
        return PublicKey("Ed25519", self._private.public_key().public_bytes_raw())

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JWK."""
        raw = self._private.public_key().public_bytes_raw()
        return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(raw)}

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature over `data`."""
        return self._private.sign(data)


class P256SigningKey(_KeyPair):
    """A P-256 key pair, for `ecdsa-rdfc-2019`, `ecdsa-jcs-2019` and ES256."""

    algorithm = "ES256"
    suite = "ecdsa-rdfc-2019"

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        if not isinstance(private.curve, ec.SECP256R1):
            raise ValueError("not a P-256 key")
        self._private = private

    @classmethod
    def generate(cls) -> P256SigningKey:
        """A new random key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_seed(cls, seed: bytes) -> P256SigningKey:
        """The key whose secret number these 32 bytes are. Raises ValueError outside the curve."""
        if len(seed) != _P256_BYTES:
            raise ValueError("a P-256 key has 32 secret bytes")
        return cls(ec.derive_private_key(int.from_bytes(seed, "big"), ec.SECP256R1()))

    def seed(self) -> bytes:
        """The 32 secret bytes that make this key again."""
        return self._private.private_numbers().private_value.to_bytes(_P256_BYTES, "big")

    @property
    def public(self) -> PublicKey:
        return PublicKey("P-256", self._private.public_key())

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JWK."""
        point = self._private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        x, y = point[1 : 1 + _P256_BYTES], point[1 + _P256_BYTES :]
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": encode_base64url(x),
            "y": encode_base64url(y),
        }

    def sign(self, data: bytes) -> bytes:
        """The 64-byte ECDSA signature (r and s side by side) over `data` with SHA-256."""
        r, s = utils.decode_dss_signature(self._private.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(_P256_BYTES, "big") + s.to_bytes(_P256_BYTES, "big")


AnySigningKey = SigningKey | P256SigningKey

__all__ = ["AnySigningKey", "P256SigningKey", "SigningKey"]
