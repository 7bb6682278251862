"""eddsa-rdfc-2022. https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any
from passports.standards.keys import PublicKey
from passports.standards.proofs.suite import Suite, check_ed25519, rdfc_signed_bytes
from passports.standards.types import Limits


def signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: PublicKey,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> bytes:
    """The 64 bytes that are signed. Raises JsonLdError."""
    return rdfc_signed_bytes(document, proof, contexts, limits)


SUITE = Suite(
    name="eddsa-rdfc-2022",
    proof_type="DataIntegrityProof",
    key_kinds=frozenset({"Ed25519"}),
    signed_bytes=signed_bytes,
    check_signature=check_ed25519,
)
