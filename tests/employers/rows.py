"""Rows for the tests of this app: a shared claim with the evidence that a test needs."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Organization, User
from passports.models import (
    Audience,
    Claim,
    ClaimRevision,
    Credential,
    Document,
    Evidence,
    Relation,
    Share,
    SharedClaim,
    VerdictChoice,
    VerificationReport,
)
from tests.factories.passports import GOOD_CHECKS

_numbers = itertools.count(1)


def make_claim(holder: User, *, title: str = "Welder", kind: str = "employment") -> Claim:
    claim = Claim.objects.create(holder=holder, kind=kind, position=next(_numbers))
    revision = ClaimRevision.objects.create(
        claim=claim, number=1, title=title, organization_name="Acme", digest="d"
    )
    claim.current = revision
    claim.save()
    return claim


def make_credential(
    holder: User,
    *,
    verdict: str = VerdictChoice.VERIFIED,
    issuer_name: str = "Acme",
    checks: Iterable[dict] = GOOD_CHECKS,
    **fields: object,
) -> Credential:
    """One by the organization that `make_claim` names, which speaks for itself."""
    content = f"credential {next(_numbers)}".encode()
    digest = hashlib.sha256(content).hexdigest()
    document = Document.objects.create(
        holder=holder,
        digest=digest,
        content=content,
        media_type="application/json",
        size_bytes=len(content),
    )
    credential = Credential.objects.create(
        holder=holder,
        document=document,
        digest=digest,
        format="open_badges_3",
        title="Welding certificate",
        issuer_name=issuer_name,
        verdict=verdict,
        **fields,
    )
    report = VerificationReport.objects.create(
        credential=credential,
        verdict=verdict,
        checks=list(checks),
        checked_at=timezone.now(),
    )
    credential.latest_report = report
    credential.save()
    return credential


def tie(claim: Claim, credential: Credential, relation: str = Relation.SUPPORTS) -> Evidence:
    return Evidence.objects.create(claim=claim, credential=credential, relation=relation)


def make_share(holder: User, organization: Organization, *claims: Claim, **fields: object) -> Share:
    values = {
        "holder": holder,
        "purpose": "Application as a welder",
        "audience": Audience.ORGANIZATION,
        "organization": organization,
        "expires_at": timezone.now() + dt.timedelta(days=7),
        "token_hash": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
    }
    share = Share.objects.create(**{**values, **fields})
    for position, claim in enumerate(claims):
        SharedClaim.objects.create(share=share, claim=claim, position=position)
    return share
