"""eddsa-rdfc-2022 as one would write it with PyLD and cryptography."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld


class PyldPeer:
    """Verifies with these published contexts, kept by PyLD once they were read."""

    def __init__(self, contexts: dict[str, Any]) -> None:
        self._contexts = contexts
        self._keys: dict[str, Ed25519PublicKey] = {}

    def is_verified(self, content: bytes) -> bool:
        document = json.loads(content)
        proof = document.pop("proof")
        value = proof.pop("proofValue")
        proof["@context"] = document["@context"]
        data = b"".join(
            hashlib.sha256(self._canonical(part)).digest() for part in (proof, document)
        )
        try:
            self._key(proof["verificationMethod"]).verify(base58.b58decode(value[1:]), data)
        except InvalidSignature:
            return False
        return True

    def _canonical(self, document: dict[str, Any]) -> bytes:
        options = {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": self._load,
        }
        text: str = jsonld.normalize(document, options)
        return text.encode()

    def _key(self, method: str) -> Ed25519PublicKey:
        if method not in self._keys:
            raw = base58.b58decode(method.rpartition("#z")[2])
            self._keys[method] = Ed25519PublicKey.from_public_bytes(raw[2:])
        return self._keys[method]

    def _load(self, url: str, options: Any = None) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self._contexts[url],
            "tag": "static",
        }
