"""Credentials that tests sign themselves, with keys made from a seed."""

import json
from datetime import UTC, datetime
from typing import Any

from passports.standards import SigningKey, issue

KEY = SigningKey.from_seed(b"a college that exists in tests..")
OTHER_KEY = SigningKey.from_seed(b"somebody else, also in tests....")
ISSUED = datetime(2026, 3, 1, tzinfo=UTC)


def badge(
    *,
    key: SigningKey = KEY,
    issuer: str = "",
    name: str = "Welding, level 1",
    email: str = "",
    **members: Any,
) -> dict[str, Any]:
    """An Open Badge 3.0 without a proof. `members` replace or add to its top level."""
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://college.example/achievements/welding",
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": name,
            "description": "Joins steel with steel.",
            "criteria": {"narrative": "A test piece."},
        },
    }
    if email:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "identityHash": email,
                "identityType": "emailAddress",
                "hashed": False,
            }
        ]
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6a3c0c0e-0f0a-4d3f-9f0e-0d6d1c7b0001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": {
            "id": issuer or key.did,
            "type": ["Profile"],
            "name": "Harbor Trade School",
        },
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": subject,
    } | members


def signed(*, key: SigningKey = KEY, key_id: str = "", **parts: Any) -> bytes:
    """A signed badge as the bytes of a JSON file; `parts` as for `badge`."""
    document = issue(badge(key=key, **parts), key=key, created=ISSUED, key_id=key_id)
    return json.dumps(document).encode()


def tampered(content: bytes) -> bytes:
    """The same credential with another title and the old signature."""
    document = json.loads(content)
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    return json.dumps(document).encode()
