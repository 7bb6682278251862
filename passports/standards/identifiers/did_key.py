"""did:key: the identifier is the key. https://w3c-ccg.github.io/did-key-spec/"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passports.standards import keys
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.types import Fetch

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
)


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The document that a did:key stands for; nothing is fetched. Raises CannotResolve.

    Keys that only agree on secrets (X25519) may not assert anything, so they are no issuer's keys.
    """
    multibase = identifier.removeprefix("did:key:")
    try:
        keys.from_multikey(multibase)
    except keys.BadKey as error:
        code = "bad_identifier" if error.code == "bad_key" else error.code
        raise CannotResolve(code, error.detail, **error.params) from error
    method_id = f"{identifier}#{multibase}"
    method = {
        "id": method_id,
        "type": "Multikey",
        "controller": identifier,
        "publicKeyMultibase": multibase,
    }
    document: dict[str, Any] = {"id": identifier, "verificationMethod": [method]}
    document.update({name: [method_id] for name in RELATIONSHIPS})
    return document
