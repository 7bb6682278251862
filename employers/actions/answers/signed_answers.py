"""The answers of a request as a document that the portal has signed.

Made by a worker after the last answer, and again after each correction. Signing needs no other
host, so it happens in the transaction that finishes the work: whatever dies, there is one current
version and no signature without it. What was signed before is revoked then; while the holder
disputes an answer it is suspended.
"""

import json
import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from employers.answers.content import claims_of, is_disputed
from employers.models import RequestState, SignedAnswer, VerificationRequest
from passports.actions import issuing, issuing_status
from passports.actions.presenting import present_in_own_name
from passports.adapters.own_identity import own_did
from passports.models import IssuedCredential, IssuedState
from passports.standards.dates import format_date_time
from passports.standards.formats.data_model import CONTEXT_2
from portal.kernel.audit import record
from portal.kernel.work import Effect, enqueue

SIGN_WORK = "employers.sign_request_answers"
# Terms of our own, which no public context has: every one of them is signed
# (https://www.w3.org/TR/vc-data-model-2.0/#extensibility).
OWN_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2"
TYPE = "VerificationAnswer"


def new_paper_token() -> str:
    """144 random bits, for the address on the paper."""
    return secrets.token_urlsafe(18)


def sign_later(request: VerificationRequest) -> None:
    """Let a worker sign what the answers are now. Inside the transaction that changed them."""
    if request.state == RequestState.COMPLETED:
        enqueue(SIGN_WORK, request.pk)


def sign_left(*, at_most: int = 500) -> int:
    """Sign what was answered before answers were signed, and give its paper an address. Run by the
    beat.

    Returns: how many requests get a piece of work.
    """
    left = VerificationRequest.objects.filter(state=RequestState.COMPLETED, paper_token="")
    signed = 0
    for request in left[:at_most]:
        with transaction.atomic():
            if left.filter(pk=request.pk).update(paper_token=new_paper_token()):
                sign_later(request)
                signed += 1
    return signed


def sign_answers(request_id: UUID) -> Effect:
    """Work: signs in the finishing transaction. Safe to run any number of times."""

    def effect() -> None:
        sign(request_id=request_id)

    return effect


@transaction.atomic
def sign(*, request_id: UUID) -> SignedAnswer | None:
    """A new current version, unless the answers are what was signed last.

    Returns: what is current now; None for a request that is not answered, or is gone.
    """
    # Of two workers at once the second waits here, and then sees what the first has signed.
    found = VerificationRequest.objects.filter(pk=request_id, state=RequestState.COMPLETED)
    if not found.update(answers_changed_at=F("answers_changed_at")):
        return None
    request = found.select_related("organization", "holder").get()
    claims = claims_of(request)
    current = request.signed_answers.filter(superseded_at=None).select_related("issued").first()
    subject = _subject(request, claims)
    if current is not None and _subject_in(current) == subject:
        _follow_dispute(current.issued, disputed=is_disputed(claims))
        return current
    issued = issuing.issue_credential(
        organization=None, credential=_credential(request, subject), by=None
    )
    content = present_in_own_name(
        [_as_object(issued.credential)],
        challenge=str(request.pk),
        domain=own_did(request.organization),
    )
    newest = request.signed_answers.aggregate(newest=Max("version"))["newest"] or 0
    version = newest + 1
    if current is not None:
        SignedAnswer.objects.filter(pk=current.pk).update(superseded_at=timezone.now())
        revoke(current)
    signed = SignedAnswer.objects.create(
        request=request,
        version=version,
        content=json.dumps(content, ensure_ascii=False),
        issued=issued.row,
    )
    record(by=None, obj=signed, deed="answers_signed", codes={"version": version})
    _follow_dispute(issued.row, disputed=is_disputed(claims))
    return signed


def revoke(signed: SignedAnswer) -> None:
    """Whoever kept a copy learns from its status list that it no longer holds."""
    _set(signed.issued, IssuedState.REVOKED)


def forget_person(requests: QuerySet[VerificationRequest]) -> None:
    """What is signed names a person who leaves: revoke and empty it, and sign what may stay."""
    for signed in SignedAnswer.objects.filter(
        request__in=requests, superseded_at=None
    ).select_related("issued", "request"):
        revoke(signed)
        sign_later(signed.request)
    SignedAnswer.objects.filter(request__in=requests, superseded_at=None).update(
        superseded_at=timezone.now()
    )
    SignedAnswer.objects.filter(request__in=requests).update(content="")


def _follow_dispute(issued: IssuedCredential | None, *, disputed: bool) -> None:
    _set(issued, IssuedState.SUSPENDED if disputed else IssuedState.VALID)


def _set(issued: IssuedCredential | None, to: str) -> None:
    if issued is None or issued.state in (to, IssuedState.REVOKED):
        return
    try:
        issuing_status.set_state(credential=issued, to=to, reason="", by=None)
    except issuing_status.MoveLost:
        return


def _credential(request: VerificationRequest, subject: dict[str, Any]) -> dict[str, Any]:
    credential: dict[str, Any] = {
        "@context": [CONTEXT_2, OWN_TERMS],
        "type": ["VerifiableCredential", TYPE],
        "name": "Answer to a verification request",
        "credentialSubject": subject,
    }
    if request.kept_until:
        # Whoever asked may keep it no longer.
        credential["validUntil"] = format_date_time(request.kept_until)
    return credential


def _subject(request: VerificationRequest, claims: list[dict[str, Any]]) -> dict[str, Any]:
    """What was asked and answered. That a dispute is open changes, so its status says it."""
    subject: dict[str, Any] = _without_gaps(
        {
            "type": "VerificationAnswerSubject",
            "request": f"urn:uuid:{request.pk}",
            "requester": {"id": own_did(request.organization), "name": request.organization.name},
            "person": {"name": request.person_name},
            "purpose": request.purpose,
            "reference": request.reference,
            "consented_at": request.decided_at.isoformat() if request.decided_at else "",
            "completed_at": request.completed_at.isoformat() if request.completed_at else "",
            "claims": [
                {**claim, "id": f"urn:uuid:{claim['id']}", "position": place, "disputed": ""}
                for place, claim in enumerate(claims, start=1)
            ],
        }
    )
    return subject


def _without_gaps(value: Any) -> Any:
    """Empty texts and lists say nothing, and JSON-LD drops some of them."""
    if isinstance(value, dict):
        pairs = {name: _without_gaps(each) for name, each in value.items()}
        return {name: each for name, each in pairs.items() if each not in ("", [], {}, None)}
    return [_without_gaps(each) for each in value] if isinstance(value, list) else value


def _subject_in(signed: SignedAnswer) -> Any:
    content = json.loads(signed.content)
    return content["verifiableCredential"][0]["credentialSubject"]


def _as_object(credential: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(credential, str):
        raise TypeError("a token was made where an object was asked for")
    return credential
