"""eddsa-jcs-2022. https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from passports.standards.jsonld.jcs import canonical_json
from passports.standards.keys import PublicKey
from passports.standards.proofs.suite import Suite, check_ed25519
from passports.standards.types import Limits


def signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: PublicKey,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> bytes:
    """The 64 bytes that are signed. Raises ValueError where the proof's own context is not the
    beginning of the document's (section 3.3.2, step 4)."""
    unsecured = dict(document)
    if "@context" in proof:
        own, outer = _as_list(proof["@context"]), _as_list(document.get("@context"))
        if outer[: len(own)] != own:
            raise ValueError("the proof's @context is not the beginning of the document's")
        unsecured["@context"] = proof["@context"]
    parts = (canonical_json(proof), canonical_json(unsecured))
    return b"".join(hashlib.sha256(part.encode()).digest() for part in parts)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


SUITE = Suite(
    name="eddsa-jcs-2022",
    proof_type="DataIntegrityProof",
    key_kinds=frozenset({"Ed25519"}),
    signed_bytes=signed_bytes,
    check_signature=check_ed25519,
)
