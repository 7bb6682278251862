"""JsonWebSignature2020: a detached JWS whose algorithm is that of the key.

https://www.w3.org/community/reports/credentials/CG-FINAL-lds-jws2020-20220721/. The hash of the
canonical form is SHA-256 for every algorithm.
"""

from __future__ import annotations

from passports.standards.proofs.detached_jws import check_jws, jws_value
from passports.standards.proofs.eddsa_rdfc_2022 import signed_bytes
from passports.standards.proofs.suite import Suite

SUITE = Suite(
    name="JsonWebSignature2020",
    proof_type="JsonWebSignature2020",
    key_kinds=frozenset({"Ed25519", "P-256", "P-384", "secp256k1", "RSA"}),
    signed_bytes=signed_bytes,
    check_signature=check_jws,
    value_member="jws",
    read_value=jws_value,
)
