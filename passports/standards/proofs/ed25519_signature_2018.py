"""Ed25519Signature2018: a detached JWS with EdDSA.

https://w3c-ccg.github.io/ld-cryptosuite-registry/#ed25519signature2018
"""

from __future__ import annotations

from passports.standards.proofs.detached_jws import check_jws, jws_value
from passports.standards.proofs.eddsa_rdfc_2022 import signed_bytes
from passports.standards.proofs.suite import Suite

SUITE = Suite(
    name="Ed25519Signature2018",
    proof_type="Ed25519Signature2018",
    key_kinds=frozenset({"Ed25519"}),
    signed_bytes=signed_bytes,
    check_signature=check_jws,
    value_member="jws",
    read_value=jws_value,
)
