"""Signing by hand, for the suites and algorithms that the package reads and does not issue."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from passports.standards.encodings import encode_base58btc, encode_base64url
from passports.standards.jsonld import SHIPPED
from passports.standards.keys import PublicKey, to_multikey
from passports.standards.proofs import SUITES
from passports.standards.types import DEFAULT_LIMITS

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Signer:
    """A secret key with the algorithm that it signs with, and its did:key."""

    algorithm: str
    public: PublicKey
    sign: Sign

    @property
    def did(self) -> str:
        return f"did:key:{to_multikey(self.public)}"

    @property
    def method(self) -> str:
        return f"{self.did}#{to_multikey(self.public)}"


def _curve(algorithm: str, kind: str, curve: ec.EllipticCurve, hash_: Any, size: int) -> Signer:
    private = ec.generate_private_key(curve)

    def sign(data: bytes) -> bytes:
        r, s = utils.decode_dss_signature(private.sign(data, ec.ECDSA(hash_)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")

    return Signer(algorithm, PublicKey(kind, private.public_key()), sign)


def _signers() -> dict[str, Signer]:
    edwards = ed25519.Ed25519PrivateKey.generate()
    big = rsa.generate_private_key(65537, 2048)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    found = [
        Signer(
            "EdDSA", PublicKey("Ed25519", edwards.public_key().public_bytes_raw()), edwards.sign
        ),
        _curve("ES256", "P-256", ec.SECP256R1(), hashes.SHA256(), 32),
        _curve("ES384", "P-384", ec.SECP384R1(), hashes.SHA384(), 48),
        _curve("ES256K", "secp256k1", ec.SECP256K1(), hashes.SHA256(), 32),
        Signer(
            "RS256",
            PublicKey("RSA", big.public_key()),
            lambda data: big.sign(data, padding.PKCS1v15(), hashes.SHA256()),
        ),
        Signer(
            "PS256",
            PublicKey("RSA", big.public_key()),
            lambda data: big.sign(data, pss, hashes.SHA256()),
        ),
    ]
    return {signer.algorithm: signer for signer in found}


SIGNERS: Mapping[str, Signer] = _signers()


def options_of(suite: str, signer: Signer, **changes: Any) -> dict[str, Any]:
    """Proof options; `changes` replace members."""
    known = SUITES[suite]
    options: dict[str, Any] = {"type": known.proof_type}
    if known.proof_type == "DataIntegrityProof":
        options["cryptosuite"] = suite
    return options | {
        "created": "2026-11-01T00:00:00Z",
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
        **changes,
    }


def proof_of(
    document: Mapping[str, Any], suite: str, signer: Signer, **changes: Any
) -> dict[str, Any]:
    """A proof over `document` (with the proofs that it also signs, if there are any)."""
    options = options_of(suite, signer, **changes)
    data = SUITES[suite].signed_bytes(document, options, signer.public, SHIPPED, DEFAULT_LIMITS)
    if SUITES[suite].value_member == "jws":
        return {**options, "jws": detached(signer, data)}
    return {**options, "proofValue": encode_base58btc(signer.sign(data))}


def detached(signer: Signer, data: bytes, **header: Any) -> str:
    """A JWS whose payload is not in it."""
    content = {"alg": signer.algorithm, "b64": False, "crit": ["b64"], **header}
    head = encode_base64url(json.dumps(content).encode())
    return f"{head}..{encode_base64url(signer.sign(head.encode() + b'.' + data))}"


def compact(header: Mapping[str, Any], claims: Mapping[str, Any], sign: Sign) -> str:
    """A compact JWS."""
    text = ".".join(encode_base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode_base64url(sign(text.encode()))}"
