"""A question of the holder about a request, and the requester's reply."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import User
from employers.actions.answers.telling import tell_requester
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.actions.requests import require_role
from employers.models import RequestQuestion, RequestState, VerificationRequest
from employers.models.request_question import MOST_QUESTIONS
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record

# Somebody still has to decide or to answer.
UNFINISHED_STATES = (*OPEN_STATES, RequestState.AUTHORIZED)


class WaitForReply(NotAllowed):
    """The last question has no reply yet."""


@transaction.atomic
def ask_back(*, request: VerificationRequest, by: User, text: str) -> RequestQuestion:
    """The holder asks the requester something.

    Raises:
        NotAllowed: `by` is not the holder, or the organization is suspended.
        MoveLost: the request is closed.
        WaitForReply: one question at a time.
        TooMany: as many questions as one request may have.
    """
    if request.holder_id != by.id or request.undelivered or not request.organization.is_vetted:
        raise NotAllowed("holder")
    if not _still_unfinished(request):
        raise MoveLost
    if request.questions.count() >= MOST_QUESTIONS:
        raise TooMany
    try:
        with transaction.atomic():
            question = RequestQuestion.objects.create(request=request, text=text)
    except IntegrityError as error:
        raise WaitForReply from error
    record(by=by, obj=request, deed="request_question_asked")
    tell_requester(request=request, kind="request_question")
    return question


@transaction.atomic
def reply(*, question: RequestQuestion, by: User, text: str) -> RequestQuestion:
    """The requester replies, once.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        MoveLost: somebody has replied already, or the request is closed.
    """
    request = question.request
    require_role(by=by, organization=request.organization)
    if not _still_unfinished(request):
        raise MoveLost
    replied = RequestQuestion.objects.filter(pk=question.pk, replied_at__isnull=True).update(
        reply=text, replied_by=by, replied_at=timezone.now()
    )
    if not replied:
        raise MoveLost
    question.refresh_from_db()
    record(by=by, obj=request, deed="request_question_answered")
    if request.holder is not None:
        notify(
            user=request.holder,
            kind="request_reply",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return question


def _still_unfinished(request: VerificationRequest) -> bool:
    return VerificationRequest.objects.filter(pk=request.pk, state__in=UNFINISHED_STATES).exists()
