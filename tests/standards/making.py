"""Credentials made on the spot, so that the suite stands without anybody else's files."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from passports.standards import SigningKey, issue, verify_bytes
from passports.standards.types import Fetched, FetchFailed, Report

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ISSUER_KEY = SigningKey.from_seed(bytes(range(32)))
OTHER_KEY = SigningKey.from_seed(bytes(range(1, 33)))
LIST_URL = "https://college.example/status/1"
WEB_ISSUER = "did:web:college.example"
WEB_DOCUMENT_URL = "https://college.example/.well-known/did.json"

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


class Documents:
    """A fetch that answers from a dictionary; `asked` is what was wanted of it."""

    def __init__(self, documents: Mapping[str, Any] | None = None, *, transient: bool = True):
        self.documents = dict(documents or {})
        self.transient = transient
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.documents:
            raise FetchFailed("unreachable", url, "no answer", transient=self.transient)
        found = self.documents[url]
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        return Fetched(url, body, "application/json", NOW)


def badge(issuer: str = ISSUER_KEY.did, **changes: Any) -> dict[str, Any]:
    """An unsigned Open Badges 3.0 credential; `changes` replace members (None removes one)."""
    return changed(
        {
            "@context": [V2, OB3],
            "id": "urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "Welding certificate",
            "issuer": {"id": issuer, "type": ["Profile"], "name": "Central Trade School"},
            "validFrom": "2024-05-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:holder",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "https://school.example/achievements/welding",
                    "type": ["Achievement"],
                    "achievementType": "Certificate",
                    "name": "Welding",
                    "description": "Welds steel in all positions.",
                    "criteria": {"narrative": "Passed the test."},
                },
            },
        },
        changes,
    )


def plain(issuer: str = ISSUER_KEY.did, **changes: Any) -> dict[str, Any]:
    """An unsigned VCDM 2.0 credential."""
    return changed(
        {
            "@context": [V2],
            "type": ["VerifiableCredential"],
            "issuer": issuer,
            "validFrom": "2024-05-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:holder"},
        },
        changes,
    )


def plain_1(issuer: str = ISSUER_KEY.did, **changes: Any) -> dict[str, Any]:
    """An unsigned VCDM 1.1 credential, ready for an Ed25519Signature2020."""
    return changed(
        {
            "@context": [V1, ED2020],
            "id": "urn:uuid:b2a3a0de-7a40-4f0b-b7a5-1a2b3c4d5e6f",
            "type": ["VerifiableCredential"],
            "issuer": issuer,
            "issuanceDate": "2024-05-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:holder"},
        },
        changes,
    )


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A deep copy of `document` with `changes`; a value of None removes the member."""
    result = copy.deepcopy(dict(document))
    for name, value in changes.items():
        key = {"context": "@context"}.get(name, name)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def signed(
    credential: Mapping[str, Any], key: SigningKey = ISSUER_KEY, **options: Any
) -> dict[str, Any]:
    """`credential` with an embedded proof."""
    result = issue(credential, key=key, created=NOW, **options)
    assert isinstance(result, dict)
    return result


def token(credential: Mapping[str, Any], key: SigningKey = ISSUER_KEY, **options: Any) -> str:
    """`credential` in a JWT."""
    result = issue(credential, key=key, proof="vc+jwt", created=NOW, **options)
    assert isinstance(result, str)
    return result


def check(
    document: Mapping[str, Any] | str | bytes, fetch: Documents | None = None, **options: Any
) -> Report:
    """The report on a document as of NOW."""
    if isinstance(document, Mapping):
        content = json.dumps(document).encode()
    else:
        content = document.encode() if isinstance(document, str) else document
    options.setdefault("now", NOW)
    return verify_bytes(content, fetch=fetch or Documents(), **options)


def web_document(key: SigningKey = ISSUER_KEY, **changes: Any) -> dict[str, Any]:
    """The did:web document of WEB_ISSUER with one key for assertions."""
    method = {
        "id": f"{WEB_ISSUER}#key-1",
        "type": "Multikey",
        "controller": WEB_ISSUER,
        "publicKeyMultibase": key.multibase,
    }
    document = {
        "id": WEB_ISSUER,
        "verificationMethod": [method],
        "assertionMethod": [method["id"]],
    }
    return changed(document, changes)


def outcome(report: Report, name: str) -> str:
    """`outcome code` of the first check with this name."""
    found = next(item for item in report.checks if item.name.value == name)
    return f"{found.outcome.value} {found.code}"


def complaints(report: Report) -> dict[str, str]:
    """The code of every check that failed or could not run, by name."""
    return {
        item.name.value: item.code
        for item in report.checks
        if item.outcome.value in {"failed", "could_not_check"}
    }
