"""ecdsa-rdfc-2019 with P-256 (SHA-256) and P-384 (SHA-384).

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any
from passports.standards.keys import PublicKey
from passports.standards.proofs.suite import Suite, check_ecdsa, ecdsa_hash_name, rdfc_signed_bytes
from passports.standards.types import Limits


def signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: PublicKey,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> bytes:
    """The bytes that are signed; the key's curve fixes the hash. Raises JsonLdError."""
    return rdfc_signed_bytes(document, proof, contexts, limits, ecdsa_hash_name(key))


SUITE = Suite(
    name="ecdsa-rdfc-2019",
    proof_type="DataIntegrityProof",
    key_kinds=frozenset({"P-256", "P-384"}),
    signed_bytes=signed_bytes,
    check_signature=check_ecdsa,
)
