"""One document by its plan and by the complete path: the same report, or no plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from passports.standards import SigningKey, parse, verify, verify_bytes
from passports.standards.encodings import encode_base58btc, encode_base64url
from passports.standards.jsonld import SHIPPED, ContextSet, JsonLdError
from passports.standards.jsonld.contexts import SHIPPED_TABLES
from passports.standards.pipeline import World, not_a_credential_report
from passports.standards.planned.verifying import planned_report
from passports.standards.proofs.suite import rdfc_signed_bytes
from passports.standards.types import (
    DEFAULT_LIMITS,
    Fetched,
    FetchFailed,
    Identity,
    Limits,
    NotACredential,
    Report,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = SigningKey.from_seed(bytes(range(32)))
HOLDER = (Identity("email", "a@b.example"), Identity("did", "did:example:holder1"))
HEADER = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": KEY.did_key_id}


def no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def fresh() -> ContextSet:
    """The contexts that ship, with nothing learned yet."""
    return ContextSet(SHIPPED_TABLES, version=SHIPPED.version)


def complete(content: bytes, **options: Any) -> Report:
    """The report of the complete path."""
    limits = options.get("limits", DEFAULT_LIMITS)
    try:
        document = parse(content, limits=limits)
    except NotACredential as error:
        return not_a_credential_report(error, NOW)
    return verify(document, fetch=no_network, now=NOW, **options)


def by_plan(content: bytes, contexts: ContextSet, limits: Limits = DEFAULT_LIMITS) -> Report | None:
    """What the plan alone says."""
    world = World(no_network, None, None, contexts, NOW, None, None, limits)
    return planned_report(content, world.environment, None)


def compare(content: bytes, contexts: ContextSet, **options: Any) -> Report:
    """Both ways, with and without a holder; the report is what both say."""
    for identities in (None, HOLDER):
        said = verify_bytes(
            content, fetch=no_network, now=NOW, contexts=contexts, identities=identities, **options
        )
        expected = complete(content, contexts=complete_contexts(), identities=identities, **options)
        assert said == expected, content
    return said


_COMPLETE = fresh()


def complete_contexts() -> ContextSet:
    """Contexts of which the complete path alone makes use."""
    return _COMPLETE


def sealed(document: Mapping[str, Any], **spelling: Any) -> bytes:
    """The document with a good eddsa-rdfc-2022 proof, or a bad one where it cannot have one."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": KEY.did_key_id,
        "proofPurpose": "assertionMethod",
    }
    try:
        data = rdfc_signed_bytes(unsecured, options, _COMPLETE, DEFAULT_LIMITS)
    except (JsonLdError, RecursionError):
        data = b""
    proof = {**options, "proofValue": encode_base58btc(KEY.sign(data))}
    return json.dumps({**unsecured, "proof": proof}, **spelling).encode()


def enveloped(text: bytes, header: Mapping[str, Any] = HEADER) -> bytes:
    """A token around any bytes, signed."""
    signed = f"{encode_base64url(json.dumps(header).encode())}.{encode_base64url(text)}"
    return f"{signed}.{encode_base64url(KEY.sign(signed.encode()))}".encode()
