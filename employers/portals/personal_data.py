"""What is held of people whom portals ask each other about."""

from typing import Any

from accounts.models import User
from employers.models import InquiryRefusal, PassedOn, PortalInquiry, ReceivedInquiry

MODELS = [PortalInquiry, ReceivedInquiry, PassedOn, InquiryRefusal]


def export(user: User) -> dict[str, Any]:
    """Whom we asked about this person, who asked us, and what was told."""
    asked = PortalInquiry.objects.filter(row__request__holder=user).select_related("peer")
    received = ReceivedInquiry.objects.filter(holder=user).select_related("peer")
    received = received.prefetch_related("passed_on__issued")
    return {
        "portals_asked": [
            {
                "portal": each.peer.name,
                "claim": str(each.revision_id),
                "state": each.state,
                "sent_at": each.sent_at.isoformat() if each.sent_at else None,
                "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            }
            for each in asked
        ],
        "portals_that_asked": [
            {
                "portal": each.peer.name,
                "for": each.requester,
                "purpose": each.purpose,
                "consent_at": each.consent_at.isoformat() if each.consent_at else None,
                "received_at": each.created_at.isoformat(),
                "claims": each.claims,
                "answer": each.answer,
                "attestations": [
                    {"id": told.issued.credential_id, "state": told.issued.state}
                    for told in each.passed_on.all()
                ],
            }
            for each in received
        ],
        "portals_refused_since": list(
            InquiryRefusal.objects.filter(holder=user).values_list("created_at", flat=True)
        ),
    }


def erase(user: User) -> None:
    """All of it. What another portal was told is that person's credential there."""
    PortalInquiry.objects.filter(row__request__holder=user).delete()
    ReceivedInquiry.objects.filter(holder=user).delete()
    InquiryRefusal.objects.filter(holder=user).delete()
