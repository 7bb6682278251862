"""What this app holds about a person, how it is handed over and how it is erased."""

from typing import Any

from accounts.models import User
from employers.models import RequestedClaim, RequestState, VerificationRequest
from portal.kernel.personal_data import register


def export(user: User) -> dict[str, Any]:
    """The requests that others made to this person, with the answers; and those made as a
    requester, without anything about their holders."""
    about_me = VerificationRequest.objects.filter(holder=user).prefetch_related("requested_claims")
    by_me = VerificationRequest.objects.filter(requested_by=user).select_related("organization")
    return {
        "requests_to_me": [
            _request(request) for request in about_me.select_related("organization")
        ],
        "requests_by_me": [
            {
                "organization": request.organization.name,
                "purpose": request.purpose,
                "reference": request.reference,
                "sent_at": request.created_at.isoformat(),
                "state": request.state,
            }
            for request in by_me
        ],
    }


def erase(user: User) -> None:
    """Requests that wait for this person go. An answer delivered already stays with its receiver
    for the stated term: kind, answer, source and time, nothing that the person had written."""
    mine = VerificationRequest.objects.filter(holder=user)
    mine.exclude(state=RequestState.COMPLETED).delete()
    mine.update(holder=None, share=None, message="")
    VerificationRequest.objects.filter(requested_by=user).update(requested_by=None)


def _request(request: VerificationRequest) -> dict[str, Any]:
    return {
        "organization": request.organization.name,
        "purpose": request.purpose,
        "reference": request.reference,
        "message": request.message,
        "deadline": request.deadline.isoformat(),
        "sent_at": request.created_at.isoformat(),
        "state": request.state,
        "claims": [
            {
                "kind": row.kind,
                "claim": str(row.claim_id) if row.claim_id else None,
                "included": row.included,
                "answer": row.answer,
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
                "basis": row.basis,
            }
            for row in request.requested_claims.all()
        ],
    }


register(app="employers", models=[VerificationRequest, RequestedClaim], export=export, erase=erase)
