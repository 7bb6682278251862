"""What is held of those who are asked, and of those whom they are asked about."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from accounts.models import User
from employers.models import (
    AttestationRequest,
    AttestedClaim,
    AttesterContact,
    ClaimDocument,
    Registrar,
)

MODELS = [AttesterContact, AttestationRequest, AttestedClaim, ClaimDocument, Registrar]


def export(user: User) -> dict[str, Any]:
    """Whom the holder named, who was asked and what they said, the documents that were given."""
    asked = AttestationRequest.objects.filter(request__holder=user).prefetch_related("claims")
    return {
        "attesters_named": list(
            AttesterContact.objects.filter(holder=user).values(
                "claim_id", "name", "role", "email", "language", "standing", "created_at"
            )
        ),
        "attesters_asked": [
            {
                "request": each.request_id,
                "name": each.typed_name or each.name,
                "role": each.typed_role or each.role,
                "email": each.email,
                "language": each.language,
                "standing": each.standing,
                "state": each.state,
                "asked_at": each.created_at,
                "ended_at": each.ended_at,
                "claims": [
                    {"claim": one.row.claim_id, "said": one.said, "right": one.right}
                    for one in each.claims.select_related("row")
                ],
            }
            for each in asked
        ],
        "documents_given": list(
            ClaimDocument.objects.filter(holder=user).values(
                "filename", "media_type", "size_bytes", "digest", "created_at"
            )
        ),
    }


def erase(user: User) -> None:
    """All of it for a holder; for somebody who was asked, their address and what they typed. What
    they have signed is the holder's credential, and stays."""
    AttestationRequest.objects.filter(request__holder=user).delete()
    AttesterContact.objects.filter(holder=user).delete()
    ClaimDocument.objects.filter(holder=user).delete()
    own = _addresses(user)
    AttesterContact.objects.filter(email__in=own).delete()
    Registrar.objects.filter(email__in=own).delete()
    AttestationRequest.objects.filter(email__in=own).update(
        email="", name="", role="", language="", typed_name="", typed_role=""
    )
    AttestationRequest.objects.filter(answered_by=user).update(
        answered_by=None, typed_name="", typed_role=""
    )
    Registrar.objects.filter(named_by=user).update(named_by=None)


def _addresses(user: User) -> QuerySet[Any]:
    return EmailAddress.objects.filter(user=user, verified=True).values("email")
