"""Asking the API as an organization's system does."""

import json

from django.test import Client

from accounts.models import Role
from passports.actions import api_tokens
from passports.models import ApiScope
from tests.factories.accounts import MembershipFactory

V2 = "https://www.w3.org/ns/credentials/v2"
EVERY_SCOPE = tuple(ApiScope.values)


class Asker:
    """A client with a token of a vetted organization."""

    def __init__(self, *, scopes=EVERY_SCOPE, organization=None, expires_at=None):
        more = {"organization": organization} if organization else {}
        self.owner = MembershipFactory(role=Role.OWNER, **more)
        self.organization = self.owner.organization
        self.token, self.text = api_tokens.create(
            organization=self.organization,
            name="Our system",
            scopes=scopes,
            expires_at=expires_at,
            by=self.owner.user,
        )
        self.client = Client(enforce_csrf_checks=True)

    def post(self, path, body, **headers):
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/vc/{path}",
            content,
            content_type=headers.pop("content_type", "application/json"),
            headers={"authorization": f"Bearer {self.text}", **headers},
        )

    def issue(self, credential=None, **options):
        return self.post(
            "credentials/issue", {"credential": credential or plain(), "options": options}
        )

    def issued(self, credential=None, **options):
        answer = self.issue(credential, **options)
        assert answer.status_code == 201, answer.content
        return answer.json()["verifiableCredential"]

    def set_status(self, credential, purpose, status=True, reason="A test"):
        body = {
            "credentialId": credential["id"],
            "credentialStatus": {
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "status": status,
            },
            "reason": reason,
        }
        answer = self.post("credentials/status", body)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def verify(self, credential, **options):
        return self.post(
            "credentials/verify", {"verifiableCredential": credential, "options": options}
        )


def plain(**changes):
    """A credential that says nearly nothing."""
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:subject"},
    } | changes


def outcomes(answer):
    """Each check of an answer: name → outcome."""
    return {check["name"]: check["outcome"] for check in answer.json()["checks"]}


def codes(answer):
    """What stands in `errors`."""
    return {each["title"] for each in answer.json()["errors"]}
