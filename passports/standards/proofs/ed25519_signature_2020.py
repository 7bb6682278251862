"""Ed25519Signature2020. https://www.w3.org/community/reports/credentials/CG-FINAL-di-eddsa-2020-20220724/

It signs the same bytes as eddsa-rdfc-2022; only the names in the proof differ.
"""

from __future__ import annotations

from passports.standards.proofs.eddsa_rdfc_2022 import signed_bytes
from passports.standards.proofs.suite import Suite, check_ed25519

SUITE = Suite(
    name="Ed25519Signature2020",
    proof_type="Ed25519Signature2020",
    key_kinds=frozenset({"Ed25519"}),
    signed_bytes=signed_bytes,
    check_signature=check_ed25519,
)
