"""Reminding holders of requests that they have not decided: at most twice, by the beat."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Vetting
from employers.models import VerificationRequest
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.work import enqueue

MAIL_WORK = "employers.mail_request_reminder"
MOST_REMINDERS = 2
LAST_BEFORE = dt.timedelta(days=2)
# Closer together, or closer to the request itself, a reminder is a nuisance.
APART = dt.timedelta(hours=20)


def first_reminder(*, sent_at: dt.datetime, deadline: dt.datetime) -> dt.datetime | None:
    """After a third of the time; None when there is too little of it."""
    due = sent_at + (deadline - sent_at) / 3
    return due if due - sent_at >= APART else None


def next_reminder(*, now: dt.datetime, deadline: dt.datetime) -> dt.datetime | None:
    """Two days before the deadline; None when that is over or too soon."""
    due = deadline - LAST_BEFORE
    return due if due - now >= APART else None


def remind_due(*, at_most: int = 500) -> int:
    """Remind the holders of open requests whose time has come. Run by the beat.

    What two beats find at once is counted by one of them: the count on the row is part of the
    condition. A suspended organization's requests wait until it is reinstated.

    Returns: how many reminders were written by this call.
    """
    now = timezone.now()
    due = VerificationRequest.objects.filter(
        state__in=OPEN_STATES,
        remind_at__lte=now,
        deadline__gt=now,
        undelivered=False,
        organization__vetting=Vetting.VETTED,
    ).select_related("organization", "holder")
    return sum(_remind(request, now) for request in due.order_by("remind_at")[:at_most])


@transaction.atomic
def _remind(request: VerificationRequest, now: dt.datetime) -> bool:
    count = request.reminders_sent + 1
    following = None
    if count < MOST_REMINDERS:
        following = next_reminder(now=now, deadline=request.deadline)
    counted = VerificationRequest.objects.filter(
        pk=request.pk, state__in=OPEN_STATES, reminders_sent=request.reminders_sent
    ).update(reminders_sent=count, remind_at=following)
    if not counted:
        return False
    record(by=None, obj=request, deed="request_reminded", codes={"number": count})
    if request.holder is None:
        enqueue(MAIL_WORK, request.id)
    else:
        notify(
            user=request.holder,
            kind="request_reminder",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return True
