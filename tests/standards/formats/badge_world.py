"""A small web of badges: an issuer, its badge class, assertions, and what else is served."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from passports.standards import verify_bytes
from passports.standards.keys import encode_base64url
from passports.standards.types import Fetched, FetchFailed, Identity, Report

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HOST = "https://badges.college.example"
CONTEXT = "https://w3id.org/openbadges/v2"
ISSUER = f"{HOST}/issuer.json"
BADGE = f"{HOST}/welding.json"
ASSERTION = f"{HOST}/a/1.json"
KEY = f"{HOST}/key.json"
EMAIL = "ada@holder.example"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(private: rsa.RSAPrivateKey = PRIVATE) -> str:
    return (
        private.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def issuer(**changes: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": ISSUER,
        "name": "College of Welding",
        "url": HOST,
        "email": "office@college.example",
        **changes,
    }


def badge_class(**changes: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": BADGE,
        "name": "Welder",
        "description": "Welds.",
        "image": f"{HOST}/welding.png",
        "criteria": {"narrative": "Weld."},
        "issuer": ISSUER,
        **changes,
    }


def assertion(**changes: Any) -> dict[str, Any]:
    made = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": ASSERTION,
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": "sea",
            "identity": "sha256$" + sha256(f"{EMAIL}sea".encode()).hexdigest(),
        },
        "badge": BADGE,
        "issuedOn": "2024-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


def signed(data: Mapping[str, Any], private: rsa.RSAPrivateKey = PRIVATE, **header: Any) -> bytes:
    parts = [{"alg": "RS256", **header}, data]
    body = ".".join(encode_base64url(json.dumps(part).encode()) for part in parts)
    signature = private.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{body}.{encode_base64url(signature)}".encode()


class Web:
    """Serves objects by address. A value that is a string is a redirect."""

    def __init__(self, **served: Any) -> None:
        self.served: dict[str, Any] = {ISSUER: issuer(), BADGE: badge_class()}
        self.asked: list[str] = []

    def serve(self, address: str, data: Any) -> Web:
        self.served[address] = data
        return self

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.served:
            raise FetchFailed("not_found", url, transient=False)
        found, final = self.served[url], url
        if isinstance(found, str):
            final, found = found, self.served[found]
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        return Fetched(final, body, "application/json", NOW)


def check(
    content: bytes | Mapping[str, Any], web: Web, *, now: datetime = NOW, email: str = ""
) -> Report:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    identities = [Identity("email", email)] if email else None
    return verify_bytes(data, fetch=web, now=now, identities=identities)


def codes(report: Report) -> dict[str, str]:
    """The code of each check, by its name."""
    return {item.name.value: item.code for item in report.checks}
