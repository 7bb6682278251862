"""Open Badges 3.0 credentials of the demo."""

from typing import Any
from uuid import uuid4

from portal.demo.issuers import DemoIssuer

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def open_badge(
    issuer: DemoIssuer,
    *,
    email: str,
    title: str,
    kind: str,
    since: str,
    until: str = "",
    description: str = "",
) -> dict[str, Any]:
    """An unsigned OpenBadgeCredential for the person with this address.

    `kind` is an achievement type of Open Badges 3.0; `since` and `until` are dates (YYYY-MM-DD).
    """
    credential: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "issuer": issuer.profile(),
        "validFrom": f"{since}T09:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": email,
                    "identityType": "emailAddress",
                    "hashed": False,
                }
            ],
            "achievement": {
                "id": f"urn:uuid:{uuid4()}",
                "type": ["Achievement"],
                "achievementType": kind,
                "name": title,
                "description": description or title,
                "criteria": {"narrative": "Passed the final assessment."},
            },
        },
    }
    if until:
        credential["validUntil"] = f"{until}T23:59:59Z"
    return credential


BADGE_IMAGE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">'
    b'<circle cx="48" cy="48" r="44" fill="#fff" stroke="#23446b" stroke-width="6"/>'
    b'<path d="M28 50l14 14 28-32" fill="none" stroke="#23446b" stroke-width="8"/></svg>'
)
