"""What one portal writes to another: a question about one person's claims, see
docs/portal-to-portal.md. Read strictly, written by the same hand."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from ninja import Field, Schema

from employers.models import PortalInquiry, SignedConsent
from passports.adapters.own_identity import own_did
from passports.claims import attested
from passports.claims.dates import PartialDate
from passports.models import ClaimKind

VALID_SECONDS = 300
SKEW_SECONDS = 300
MOST_CLAIMS = 20
_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"


class Person(Schema):
    email: str = Field(min_length=3, max_length=254)


class NamedClaim(Schema):
    id: str = Field(min_length=1, max_length=100)
    kind: ClaimKind
    title: str = Field(min_length=1, max_length=300)
    organization_name: str = Field(min_length=1, max_length=300)
    start: str = Field("", pattern=_DATE)
    end: str = Field("", pattern=_DATE)
    details: dict[str, str] = Field(default_factory=dict, max_length=20)


class Consent(Schema):
    """`signed` is what the person signed about these claims, with the digest of the whole."""

    given_at: datetime
    requester: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1, max_length=300)
    claims: list[str] = Field(min_length=1, max_length=MOST_CLAIMS)
    signed: dict[str, Any] = Field(default_factory=dict)


class Message(Schema):
    iss: str = Field(max_length=300)
    aud: str = Field(max_length=300)
    iat: int
    exp: int
    jti: str = Field(min_length=8, max_length=100)
    person: Person
    claims: list[NamedClaim] = Field(min_length=1, max_length=MOST_CLAIMS)
    consent: Consent

    def problem(self, *, now: datetime) -> str:
        """Why this message is not for now, or not for us, as a code; empty if it is."""
        seconds = now.timestamp()
        if self.aud != own_did(None):
            return "wrong_audience"
        if not 0 < self.exp - self.iat <= VALID_SECONDS or self.iat > seconds + SKEW_SECONDS:
            return "bad_times"
        if seconds > self.exp + SKEW_SECONDS:
            return "expired"
        if self.consent.given_at.timestamp() > seconds + SKEW_SECONDS:
            return "consent_in_the_future"
        if {each.id for each in self.claims} - set(self.consent.claims):
            return "claim_without_consent"
        return ""

    @property
    def digest(self) -> str:
        """Of what is asked, without the times: the same question has the same."""
        asked = self.dict(include={"person", "claims", "consent"})
        text = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def message_about(inquiry: PortalInquiry, *, email: str, now: datetime) -> dict[str, Any]:
    """The claims of the signed message that asks about this inquiry."""
    request = inquiry.row.request
    consent = SignedConsent.objects.in_force().filter(request=request).live().first()
    issued = int(now.timestamp())
    given_at = consent.signed_at if consent else request.decided_at or now
    return {
        "iss": own_did(None),
        "aud": inquiry.peer.did,
        "iat": issued,
        "exp": issued + VALID_SECONDS,
        "jti": str(inquiry.pk),
        "person": {"email": email},
        "claims": [_named(inquiry)],
        "consent": {
            "given_at": given_at.astimezone(UTC).isoformat(),
            "requester": request.organization.name[:200],
            "purpose": request.purpose,
            "claims": [str(inquiry.row_id)],
            "signed": _signed(consent, inquiry) if consent else {},
        },
    }


def _signed(consent: SignedConsent, inquiry: PortalInquiry) -> dict[str, Any]:
    """What was signed, as far as it is about this claim. The digest is of the whole, which this
    portal keeps: what else was agreed to is nobody else's business."""
    row = str(inquiry.row_id)
    whole = consent.as_claims()
    content = consent.content
    return whole | {
        "content": {
            "records": [each for each in content.get("records", []) if each.get("row") == row],
            "statement": content.get("statement", ""),
        }
    }


def address_of(base_url: str) -> str:
    """Where a portal takes messages."""
    return f"{base_url.rstrip('/')}/api/requests"


def portal_name() -> str:
    """By which name this portal signs what it says to others."""
    return f"Career Passport ({settings.BASE_URL.partition('://')[2]})"


def _named(inquiry: PortalInquiry) -> dict[str, Any]:
    values = attested.values_of(inquiry.row.kind, inquiry.revision)
    values["details"] = {name: str(value) for name, value in values["details"].items()}
    dates = {name: _date(values[name]) for name in ("start", "end")}
    return {"id": str(inquiry.row_id), "kind": inquiry.row.kind, **values, **dates}


def _date(value: PartialDate | None) -> str:
    return attested.iso(value) if value else ""
