"""Claims, what supports them, and shares."""

import hashlib
import uuid
from datetime import timedelta

from django.utils import timezone

from passports.actions import claims as claim_actions
from passports.actions import evidence as evidence_actions
from passports.actions import sharing
from passports.models import Audience, Credential, Document, VerificationReport
from tests.factories.accounts import UserFactory
from tests.factories.passports import GOOD_CHECKS

VALUES = {"title": "Bachelor of Science in Nursing", "organization_name": "Fresno College"}


def make_claim(holder=None, kind="education", **values):
    """A claim, made as its holder makes it."""
    holder = holder or UserFactory()
    return claim_actions.create(holder=holder, kind=kind, values=VALUES | values, by=holder)


def make_credential(holder, *, verdict="verified", checks=None, proposal=None, **fields):
    """A credential with one report. The bytes are not a credential: nothing here verifies."""
    content = uuid.uuid4().hex.encode()
    digest = hashlib.sha256(content).hexdigest()
    document = Document.objects.create(
        holder=holder, digest=digest, content=content, media_type="application/json", size_bytes=32
    )
    title = fields.pop("title", VALUES["title"])
    credential = Credential.objects.create(
        holder=holder,
        document=document,
        digest=digest,
        format="open_badges_3",
        title=title,
        issuer_name=fields.pop("issuer_name", VALUES["organization_name"]),
        summary={"name": title, "types": fields.pop("types", ["OpenBadgeCredential"])},
        verdict=verdict,
        **fields,
    )
    if verdict:
        give_report(credential, verdict, checks)
    return credential


def give_report(credential, verdict, checks=None):
    """A new verification report, stored as the newest; what follows from it is not derived."""
    report = VerificationReport.objects.create(
        credential=credential,
        verdict=verdict,
        checks=list(checks or GOOD_CHECKS),
        checked_at=timezone.now(),
    )
    Credential.objects.filter(pk=credential.pk).update(latest_report=report, verdict=verdict)
    credential.refresh_from_db()
    return report


def check(name, outcome, code):
    return {"name": name, "outcome": outcome, "code": code, "detail": "", "params": {}}


def tie(claim, credential):
    return evidence_actions.attach(claim=claim, credential=credential, by=claim.holder)


def make_share(holder=None, claims=None, *, audience=Audience.ANYONE, days=30, **fields):
    """A share and its token."""
    holder = holder or (claims[0].holder if claims else UserFactory())
    claims = claims or [make_claim(holder)]
    return sharing.create(
        holder=holder,
        claims=claims,
        purpose=fields.pop("purpose", "A job as a nurse"),
        audience=audience,
        expires_at=timezone.now() + timedelta(days=days),
        by=holder,
        **fields,
    )
