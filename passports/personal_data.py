"""What this app holds about a person, how it is handed over and how it is erased."""

import base64
from typing import Any

from accounts.models import User
from passports.models import (
    ApiToken,
    BulkCheck,
    BulkPiece,
    Claim,
    ClaimRevision,
    Credential,
    Disclosure,
    Dispute,
    Document,
    Evidence,
    ImportItem,
    ImportRun,
    Issuer,
    Proposal,
    Share,
    ShareCode,
    SharedClaim,
    VerificationReport,
)
from portal.kernel.personal_data import register


def export(user: User) -> dict[str, Any]:
    """Everything, the bytes of documents included."""
    return {
        "claims": [_claim(claim) for claim in Claim.objects.filter(holder=user)],
        "credentials": [
            _credential(credential)
            for credential in Credential.objects.filter(holder=user).select_related("document")
        ],
        "imports": [_run(run) for run in ImportRun.objects.filter(holder=user)],
        "shares": [
            {
                "purpose": share.purpose,
                "audience": share.audience,
                "organization": share.organization.name if share.organization else "",
                "email": share.email,
                "created_at": share.created_at,
                "expires_at": share.expires_at,
                "withdrawn_at": share.withdrawn_at,
                "claims": [str(claim.id) for claim in share.claims.all()],
            }
            for share in Share.objects.filter(holder=user).select_related("organization")
        ],
        "bulk_checks": list(
            BulkCheck.objects.filter(started_by=user).values(
                "filename", "created_at", "credentials"
            )
        ),
        "disclosures": list(
            Disclosure.objects.filter(holder=user).values(
                "created_at", "purpose", "organization__name", "viewer_email", "shown"
            )
        ),
        "disputes": list(
            Dispute.objects.filter(holder=user).values(
                "created_at",
                "claim_id",
                "credential_id",
                "what_is_wrong",
                "what_is_right",
                "state",
                "due_at",
                "closed_at",
                "outcome",
            )
        ),
        "api_tokens_made": list(
            ApiToken.objects.filter(created_by=user).values(
                "organization__name", "name", "scopes", "created_at", "expires_at", "revoked_at"
            )
        ),
        "disclosures_seen": list(
            Disclosure.objects.filter(viewer=user).values("created_at", "purpose")
        ),
    }


def erase(user: User) -> None:
    """Delete bytes, revisions, reports and grants. What others disclosed to this person stays
    theirs, without the address."""
    emails = [value for kind, value in user.proven_identities() if kind == "email"]
    Disclosure.objects.filter(viewer_email__in=emails).update(viewer_email="")
    Disclosure.objects.filter(holder=user).delete()
    # The tokens are the organization's: its systems go on without this person.
    ApiToken.objects.filter(created_by=user).update(created_by=None)
    Share.objects.filter(holder=user).delete()
    # What was checked for an organization stays the organization's, without a name of who did.
    BulkCheck.objects.filter(started_by=user, organization=None).delete()
    BulkCheck.objects.filter(started_by=user).update(started_by=None)
    ImportRun.objects.filter(holder=user).delete()
    issuers = list(
        Issuer.objects.filter(credentials__holder=user).values_list("id", flat=True).distinct()
    )
    Document.objects.filter(holder=user).delete()
    Claim.objects.filter(holder=user).delete()
    # An issuer that only this person's documents named may well be this person.
    Issuer.objects.filter(
        id__in=issuers, credentials__isnull=True, suspended_at__isnull=True
    ).delete()


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": str(claim.id),
        "kind": claim.kind,
        "hidden": claim.hidden,
        "assurance": claim.assurance,
        "removed_at": claim.removed_at,
        "revisions": list(claim.revisions.values("number", "created_at", *ClaimRevision.CONTENT)),
        "evidence": list(claim.evidence.values("credential_id", "relation", "fields")),
    }


def _credential(credential: Credential) -> dict[str, Any]:
    document = credential.document
    proposal = Proposal.objects.filter(credential=credential).first()
    return {
        "id": str(credential.id),
        "title": credential.title,
        "issuer": credential.issuer_name,
        "received_at": credential.created_at,
        "says": credential.summary,
        "file": {
            "name": document.filename,
            "media_type": document.container_media_type or document.media_type,
            "base64": base64.b64encode(bytes(document.container or document.content)).decode(),
        },
        "proposed": {"kind": proposal.kind, "values": proposal.values} if proposal else None,
        "reports": list(credential.reports.values("checked_at", "verdict", "checks")),
    }


def _run(run: ImportRun) -> dict[str, Any]:
    return {
        "source": run.source,
        "started_at": run.created_at,
        "items": list(run.items.values("filename", "size_bytes", "state", "reason")),
    }


register(
    app="passports",
    models=[
        BulkCheck,
        BulkPiece,
        ApiToken,
        Claim,
        ClaimRevision,
        Credential,
        Disclosure,
        Dispute,
        Document,
        Evidence,
        ImportItem,
        ImportRun,
        Proposal,
        Share,
        ShareCode,
        SharedClaim,
        VerificationReport,
    ],
    export=export,
    erase=erase,
)
