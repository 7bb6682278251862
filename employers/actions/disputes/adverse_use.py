"""Before an answer is used against a person, they have to be told (15 U.S.C. 1681b(b)(3))."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import User
from employers.actions.refusals import NotAllowed
from employers.actions.requests import require_role
from employers.models import AdverseNotice, RequestState, VerificationRequest
from portal.kernel.audit import record


@transaction.atomic
def confirm_notice(*, request: VerificationRequest, given_on: dt.date, by: User) -> AdverseNotice:
    """A member confirms that the person was given the answer and a summary of their rights.

    Args:
        given_on: the day on which the person was told; today or earlier, not before the answer.

    Raises:
        NotAllowed: `by` may not ask for this organization, nothing has been answered, or the day
            is not possible.
    """
    require_role(by=by, organization=request.organization)
    if request.state != RequestState.COMPLETED or request.completed_at is None:
        raise NotAllowed("state")
    if not request.completed_at.date() <= given_on <= timezone.localdate():
        raise NotAllowed("day")
    notice = AdverseNotice.objects.create(request=request, by=by, given_on=given_on)
    record(by=by, obj=request, deed="adverse_notice_confirmed")
    if request.holder is not None:
        notify(
            user=request.holder,
            kind="adverse_notice",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return notice
