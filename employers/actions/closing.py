"""What time does to requests: those past their deadline expire, old answers are forgotten."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import revoke
from employers.actions.answers.telling import tell_requester
from employers.models import (
    RemovedAnswer,
    RequestState,
    VerificationRequest,
    WebhookDelivery,
    WebhookEvent,
)
from employers.models.requested_claim import SAID
from portal.kernel.audit import record
from portal.kernel.moves import move

DRAFT_DAYS = 90


@transaction.atomic
def expire_overdue(*, at_most: int = 500) -> int:
    """Close the requests whose deadline has passed undecided. Run by the beat.

    Returns: how many were closed by this call.
    """
    closed = 0
    for request in VerificationRequest.objects.overdue()[:at_most]:
        if move(request, to=RequestState.EXPIRED, kept_until=request.term_from_now):
            record(by=None, obj=request, deed="request_expired")
            emit(request=request, event=WebhookEvent.REQUEST_EXPIRED)
            tell_requester(request=request, kind="request_expired")
            closed += 1
    return closed


@transaction.atomic
def forget_old(*, at_most: int = 500) -> int:
    """Remove answers that the organization may not keep any longer, with everything made of them,
    and requests without one: they name a person and an address. What stays of an answer is that
    there was one. Run by the beat.

    Returns: how many requests were removed.
    """
    old = list(VerificationRequest.objects.filter(kept_until__lt=timezone.now())[:at_most])
    for request in old:
        if request.requested_claims.filter(answer__in=SAID).exists():
            _remember_removal(request)
        record(by=None, obj=request, deed="request_forgotten")
        for signed in request.signed_answers.select_related("issued"):
            revoke(signed)
        WebhookDelivery.objects.filter(about_id=request.pk).delete()
        request.delete()
    return len(old)


def _remember_removal(request: VerificationRequest) -> None:
    RemovedAnswer.objects.create(
        organization=request.organization,
        request_id=request.pk,
        answered_at=request.completed_at,
        removed_at=timezone.now(),
        claims=request.requested_claims.count(),
        paper_token=request.paper_token,
    )


@transaction.atomic
def forget_drafts(*, at_most: int = 500) -> int:
    """Remove drafts that nobody has sent for long: each holds somebody's address. Run by the beat.

    Returns: how many were removed.
    """
    before = timezone.now() - dt.timedelta(days=DRAFT_DAYS)
    old = VerificationRequest.objects.filter(state=RequestState.DRAFT, created_at__lt=before)
    found = list(old[:at_most])
    for request in found:
        record(by=None, obj=request, deed="request_draft_discarded")
    VerificationRequest.objects.filter(
        pk__in=[request.pk for request in found], state=RequestState.DRAFT
    ).delete()
    return len(found)
