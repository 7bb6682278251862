"""Requests to somebody who has blocked the organization: never shown, declined after a while.

At once would tell the organization that no person has decided. So it takes as long as a person
might, by chance."""

import datetime as dt
import secrets
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, User
from employers.actions.answers.events import emit
from employers.actions.answers.telling import tell_requester
from employers.models import (
    Answer,
    OrganizationBlock,
    RequestState,
    VerificationRequest,
    WebhookEvent,
)
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

DECLINE_WORK = "employers.decline_undelivered"
EARLIEST_MINUTES = 60
LATEST_MINUTES = 24 * 60


def is_blocked(*, holder: User, organization: Organization) -> bool:
    return OrganizationBlock.objects.filter(holder=holder, organization=organization).exists()


def decline_later(request: VerificationRequest) -> None:
    """Inside the caller's transaction."""
    minutes = EARLIEST_MINUTES + secrets.randbelow(LATEST_MINUTES - EARLIEST_MINUTES)
    due_at = timezone.now() + dt.timedelta(minutes=minutes)
    enqueue(DECLINE_WORK, request.id, due_at=min(due_at, request.deadline - dt.timedelta(hours=1)))


@transaction.atomic
def decline_undelivered(*, request_id: UUID) -> None:
    """What the organization sees of a request that was not delivered. Run by its work row."""
    request = VerificationRequest.objects.filter(id=request_id, undelivered=True).first()
    if request is None:
        return
    now = timezone.now()
    if not move(
        request,
        to=RequestState.DECLINED,
        only_from=OPEN_STATES,
        decided_at=now,
        kept_until=request.term_from_now,
    ):
        return
    request.requested_claims.update(included=False, answer=Answer.DECLINED, answered_at=now)
    record(by=None, obj=request, deed="request_declined")
    emit(request=request, event=WebhookEvent.REQUEST_DECLINED)
    tell_requester(request=request, kind="request_declined")
