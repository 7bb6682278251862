"""Presentations, bundles and selective tokens made on the spot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from passports.standards import SigningKey
from passports.standards.dates import format_date_time
from passports.standards.jsonld import SHIPPED
from passports.standards.keys import encode_base58btc, encode_base64url
from passports.standards.proofs import SUITES
from passports.standards.types import DEFAULT_LIMITS
from tests.standards.making import NOW, OTHER_KEY, V2, badge, changed, signed

HOLDER = OTHER_KEY


def presentation(*credentials: Any, **changes: Any) -> dict[str, Any]:
    """An unsigned presentation of version 2.0 by HOLDER."""
    return changed(
        {
            "@context": [V2],
            "type": ["VerifiablePresentation"],
            "holder": HOLDER.did,
            "verifiableCredential": list(credentials),
        },
        changes,
    )


def presented(
    document: Mapping[str, Any], key: SigningKey = HOLDER, **options: Any
) -> dict[str, Any]:
    """`document` with a proof of `key` made for authentication."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": format_date_time(NOW),
        "verificationMethod": key.did_key_id,
        "proofPurpose": "authentication",
        **options,
    }
    data = SUITES["eddsa-rdfc-2022"].signed_bytes(
        document, proof, key.public, SHIPPED, DEFAULT_LIMITS
    )
    return {**document, "proof": {**proof, "proofValue": encode_base58btc(key.sign(data))}}


def compact(claims: Mapping[str, Any], key: SigningKey = HOLDER, **header: Any) -> str:
    """`claims` as a compact JWS of `key`."""
    head = {"alg": "EdDSA", "kid": key.did_key_id, **header}
    body = ".".join(encode_base64url(json.dumps(part).encode()) for part in (head, claims))
    return f"{body}.{encode_base64url(key.sign(body.encode()))}"


def clr(*credentials: Any, **changes: Any) -> dict[str, Any]:
    """An unsigned CLR that holds `credentials`."""
    made = badge(name="Transcript")
    made["@context"].insert(1, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json")
    made["type"] = ["VerifiableCredential", "ClrCredential"]
    made["id"] = "urn:uuid:0d2f1a34-1111-4c5e-9d8c-0a3a1d7b7c99"
    made["credentialSubject"] = {
        "id": "did:example:holder",
        "type": ["ClrSubject"],
        "verifiableCredential": list(credentials),
    }
    return changed(made, changes)


def nested_badge(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A signed badge with an identifier of its own."""
    return signed(badge(id=f"urn:uuid:00000000-0000-4000-8000-00000000000{number}", **changes))


def disclosure(*parts: Any) -> str:
    """One disclosure: a salt, maybe a name, and a value."""
    return encode_base64url(json.dumps(["salt", *parts]).encode())


def digest(text: str) -> str:
    return encode_base64url(sha256(text.encode()).digest())


def selective(
    claims: Mapping[str, Any],
    key: SigningKey,
    disclosures: Sequence[str] = (),
    binding: str = "",
    **header: Any,
) -> str:
    """An SD-JWT with these disclosures."""
    token = compact(claims, key, **{"typ": "dc+sd-jwt", **header})
    return "~".join([token, *disclosures, binding])


def binding(shown: str, key: SigningKey = HOLDER, **changes: Any) -> str:
    """`shown` (an SD-JWT that ends in `~`) with a key binding of `key`."""
    claims = {
        "iat": int(NOW.timestamp()),
        "aud": "https://employer.example",
        "nonce": "n-1",
        "sd_hash": digest(shown),
        **changes,
    }
    head = {"alg": "EdDSA", "typ": "kb+jwt"}
    body = ".".join(encode_base64url(json.dumps(part).encode()) for part in (head, claims))
    return f"{shown}{body}.{encode_base64url(key.sign(body.encode()))}"


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())
