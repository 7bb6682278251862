"""What this app holds about a person, how it is handed over and how it is erased."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from accounts.models import User
from employers.actions.answers import signed_answers
from employers.attesters import personal_data as attester_personal_data
from employers.models import (
    AdverseNotice,
    BatchRow,
    Correction,
    DisputedAnswer,
    GuardianConsent,
    OrganizationBlock,
    RequestBatch,
    RequestDisclosure,
    RequestedClaim,
    RequestQuestion,
    RequestReport,
    RequestState,
    RequestTemplate,
    SignedAnswer,
    SignedConsent,
    VerificationRequest,
    WebhookDelivery,
    WebhookEndpoint,
)
from employers.portals import personal_data as portal_personal_data
from portal.kernel.personal_data import register


def export(user: User) -> dict[str, Any]:
    """The requests that others made to this person, with the answers; and those made as a
    requester, without anything about their holders."""
    about_me = _about(user).prefetch_related("requested_claims", "questions")
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
        **attester_personal_data.export(user),
        **portal_personal_data.export(user),
        "asked_as_a_guardian": list(
            GuardianConsent.objects.filter(email__in=_addresses(user)).values(
                "state", "created_at", "answered_at", "typed_name"
            )
        ),
        "organizations_blocked": list(
            OrganizationBlock.objects.filter(holder=user).values("organization__name", "created_at")
        ),
        "requests_reported": list(
            RequestReport.objects.filter(reporter=user).values(
                "organization__name", "reason_code", "text", "state", "created_at"
            )
        ),
    }


def erase(user: User) -> None:
    """Requests that wait for this person go. An answer delivered already stays with its receiver
    for the stated term: kind, answer, source and time, nothing that the person had written."""
    attester_personal_data.erase(user)
    portal_personal_data.erase(user)
    mine = VerificationRequest.objects.filter(holder=user)
    signed_answers.forget_person(mine)
    BatchRow.objects.filter(Q(request__holder=user) | Q(email__in=_addresses(user))).delete()
    RequestQuestion.objects.filter(request__holder=user).delete()
    _drafts_to(user).delete()
    _about(user).exclude(state=RequestState.COMPLETED).delete()
    GuardianConsent.objects.filter(consent__holder=user).update(email="", typed_name="")
    GuardianConsent.objects.filter(email__in=_addresses(user)).update(email="", typed_name="")
    # That there was a permission, and of which text: the receiver of an answer has to prove it.
    SignedConsent.objects.filter(holder=user).update(holder=None, content={})
    mine.update(
        holder=None,
        share=None,
        message="",
        invited_email="",
        invited_name="",
        search_folded="",
        token_hash="",
    )
    OrganizationBlock.objects.filter(holder=user).delete()
    # What the administrators decided stays, without who asked them and what they wrote.
    RequestReport.objects.filter(reporter=user).update(reporter=None, text="")
    RequestReport.objects.filter(decided_by=user).update(decided_by=None)
    AdverseNotice.objects.filter(by=user).update(by=None)
    VerificationRequest.objects.filter(requested_by=user).update(requested_by=None)
    RequestQuestion.objects.filter(replied_by=user).update(replied_by=None)
    RequestTemplate.objects.filter(created_by=user).update(created_by=None)
    RequestBatch.objects.filter(created_by=user).update(created_by=None)
    WebhookEndpoint.objects.filter(created_by=user).update(created_by=None)


def _guardian(consent: SignedConsent) -> dict[str, Any] | None:
    found = GuardianConsent.objects.filter(consent=consent)
    return found.values("email", "state", "created_at", "answered_at", "typed_name").first()


def _addresses(user: User) -> QuerySet[Any]:
    return EmailAddress.objects.filter(user=user, verified=True).values("email")


def _about(user: User) -> QuerySet[VerificationRequest]:
    """What was asked of this person, also where no account has taken it over."""
    to_address = Q(holder__isnull=True, invited_email__in=_addresses(user))
    found = VerificationRequest.objects.filter(Q(holder=user) | to_address)
    return found.exclude(state=RequestState.DRAFT)


def _drafts_to(user: User) -> QuerySet[VerificationRequest]:
    return VerificationRequest.objects.filter(
        state=RequestState.DRAFT, invited_email__in=_addresses(user)
    )


def _request(request: VerificationRequest) -> dict[str, Any]:
    return {
        "organization": request.organization.name,
        "purpose": request.purpose,
        "reference": request.reference,
        "message": request.message,
        "deadline": request.deadline.isoformat(),
        "sent_at": request.created_at.isoformat(),
        "state": request.state,
        "delivered": not request.undelivered,
        "kept_days": request.kept_days,
        "signed_answers": [
            {
                "version": signed.version,
                "signed_at": signed.created_at.isoformat(),
                "content": signed.content,
            }
            for signed in request.signed_answers.all()
        ],
        "questions": [
            {
                "text": question.text,
                "asked_at": question.created_at.isoformat(),
                "reply": question.reply,
            }
            for question in request.questions.all()
        ],
        "notices_before_adverse_use": list(
            request.adverse_notices.values("created_at", "given_on")
        ),
        "permissions_signed": [
            consent.as_claims() | {"ended_by": consent.ended_by, "guardian": _guardian(consent)}
            for consent in request.signed_consents.all()
        ],
        "claims": [
            {
                "kind": row.kind,
                "description": row.description,
                "claim": str(row.claim_id) if row.claim_id else None,
                "included": row.included,
                "answer": row.answer,
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
                "basis": row.basis,
                "corrections": list(row.corrections.values("created_at", "was", "became")),
            }
            for row in request.requested_claims.all()
        ],
    }


register(
    app="employers",
    models=[
        VerificationRequest,
        RequestedClaim,
        RequestDisclosure,
        RequestQuestion,
        OrganizationBlock,
        RequestReport,
        RequestTemplate,
        RequestBatch,
        BatchRow,
        DisputedAnswer,
        Correction,
        AdverseNotice,
        SignedAnswer,
        WebhookEndpoint,
        WebhookDelivery,
        SignedConsent,
        GuardianConsent,
        *attester_personal_data.MODELS,
        *portal_personal_data.MODELS,
    ],
    export=export,
    erase=erase,
)
