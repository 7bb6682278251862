"""Proofs: one file and one line in a registry for each suite.

A suite turns a document and its proof options into the bytes that were signed; everything that all
Data Integrity proofs share is in `data_integrity.py`. Enveloping proofs are in `vc_jose.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.lazy import LazyRegistry
from passports.standards.proofs.suite import Suite

# The key is the proof's type, or for a DataIntegrityProof its cryptosuite.
SUITES: Mapping[str, Suite] = LazyRegistry(
    __name__,
    {
        "eddsa-rdfc-2022": "eddsa_rdfc_2022.SUITE",
        "eddsa-jcs-2022": "eddsa_jcs_2022.SUITE",
        "ecdsa-rdfc-2019": "ecdsa_rdfc_2019.SUITE",
        "ecdsa-jcs-2019": "ecdsa_jcs_2019.SUITE",
        "ecdsa-sd-2023": "ecdsa_sd_2023.SUITE",
        "Ed25519Signature2020": "ed25519_signature_2020.SUITE",
        "Ed25519Signature2018": "ed25519_signature_2018.SUITE",
        "JsonWebSignature2020": "json_web_signature_2020.SUITE",
    },
)
