"""ecdsa-rdfc-2019 with P-256 (SHA-256) and P-384 (SHA-384).

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes

from passports.standards.keys import PublicKey
from passports.standards.proofs.suite import Suite, rdfc_signed_bytes
from passports.standards.types import Limits


def signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: PublicKey,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> bytes:
    """The bytes that are signed; the key's curve fixes the hash. Raises JsonLdError."""
    name = "sha384" if key.kind == "P-384" else "sha256"
    return rdfc_signed_bytes(document, proof, contexts, limits, name)


def check_signature(key: PublicKey, signature: bytes, data: bytes) -> bool:
    hash_ = hashes.SHA384() if key.kind == "P-384" else hashes.SHA256()
    return key.verify_ecdsa(signature, data, hash_)


SUITE = Suite(
    name="ecdsa-rdfc-2019",
    proof_type="DataIntegrityProof",
    key_kinds=frozenset({"P-256", "P-384"}),
    signed_bytes=signed_bytes,
    check_signature=check_signature,
)
