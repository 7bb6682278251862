"""Telling people what they should know, in the portal and by email."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import MutedNotice, Notification, User
from accounts.notices import notice_of, notices
from portal.kernel.work import enqueue

MAIL_WORK = "accounts.mail_notification"


@transaction.atomic
def notify(
    *,
    user: User,
    kind: str,
    params: Mapping[str, Any] | None = None,
    url: str = "",
    email: bool = True,
) -> Notification:
    """Store a notification and, unless the person muted its kind, mail it after the commit.

    `params` fill the placeholders of the kind's subject and sentence. `url` is a path of this
    portal. Raises UnknownNotice for a kind that nobody registered, and KeyError when a
    placeholder has no value: both are mistakes of the caller.
    """
    notice = notice_of(kind)
    values = dict(params or {})
    notice.subject_with(values)
    notice.sentence_with(values)
    notification = Notification.objects.create(user=user, kind=kind, params=values, url=url)
    muted = notice.can_be_muted and MutedNotice.objects.filter(user=user, kind=kind).exists()
    if email and not muted:
        enqueue(MAIL_WORK, notification.id)
    return notification


def mark_read(*, user: User, notification_ids: list[UUID] | None = None) -> int:
    """Mark the user's unread notifications, or only those named, as read. Returns how many."""
    unread = Notification.objects.filter(user=user, read_at__isnull=True)
    if notification_ids is not None:
        unread = unread.filter(id__in=notification_ids)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_muted(*, user: User, kinds: set[str]) -> None:
    """Replace the set of kinds that are not mailed to this user.

    Kinds that nobody registered and kinds that cannot be muted are left out.
    """
    allowed = {notice.kind for notice in notices() if notice.can_be_muted} & kinds
    MutedNotice.objects.filter(user=user).exclude(kind__in=allowed).delete()
    MutedNotice.objects.bulk_create(
        [MutedNotice(user=user, kind=kind) for kind in sorted(allowed)], ignore_conflicts=True
    )
