"""What a proof suite is, and the bytes that the RDF based ones sign."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from passports.standards.jsonld import JsonLdError, canonicalize
from passports.standards.keys import PublicKey
from passports.standards.proofs.readable import HIDING, refuse_hidden
from passports.standards.types import Limits

# document without its proof, proof without its value, key, contexts, limits → bytes signed
SignedBytes = Callable[
    [Mapping[str, Any], Mapping[str, Any], PublicKey, Mapping[str, Any], Limits], bytes
]
CheckSignature = Callable[[PublicKey, bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class Suite:
    """One way of signing. The kinds of key it takes are fixed here, not by the document."""

    name: str
    proof_type: str
    key_kinds: frozenset[str]
    signed_bytes: SignedBytes
    check_signature: CheckSignature


def rdfc_signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    contexts: Mapping[str, Any],
    limits: Limits,
    hash_name: str = "sha256",
) -> bytes:
    """Hash of the canonical proof options, then hash of the canonical document.

    The options are read in the document's context (https://www.w3.org/TR/vc-di-eddsa/
    #proof-configuration-eddsa-rdfc-2022). Raises JsonLdError.
    """
    refuse_hidden(document, contexts, limits)
    options = {**proof, "@context": document.get("@context")}
    _check_options(options)
    hashes = [
        hashlib.new(
            hash_name,
            canonicalize(part, contexts=contexts, hash_name=hash_name, limits=limits).encode(),
        ).digest()
        for part in (options, document)
    ]
    return b"".join(hashes)


def _check_options(options: Mapping[str, Any]) -> None:
    """A proof says what it says in names of its own, as a document does."""
    if HIDING.intersection(options):
        raise JsonLdError("misplaced_keyword", "in a proof")


def check_ed25519(key: PublicKey, signature: bytes, data: bytes) -> bool:
    return key.verify_ed25519(signature, data)
