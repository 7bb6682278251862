"""Mails of our own. allauth sends the codes and the warnings about sign-in itself.

Mail cannot be sent exactly once. It is sent at least once, with a Message-ID that stays the same,
so that a mail program shows the second copy as the first.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Notification


def send(*, to: str, subject: str, template: str, context: dict[str, Any], stable_id: str) -> None:
    """Send one plain mail to one address. `stable_id` names this mail for ever."""
    host = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0] or "localhost"
    EmailMessage(
        subject=subject,
        body=render_to_string(template, context | {"base_url": settings.BASE_URL}),
        to=[to],
        headers={"Message-ID": f"<{stable_id}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()


def mail_notification(notification_id: UUID) -> Callable[[], None] | None:
    """Mail a notification to its reader's own address. Nothing to do when either is gone."""
    notification = (
        Notification.objects.select_related("user")
        .filter(id=notification_id, mailed_at__isnull=True, user__is_active=True)
        .first()
    )
    if notification is None:
        return None
    send(
        to=notification.user.email,
        subject=notification.subject,
        template="accounts/mail/notification.txt",
        context={"notification": notification, "user": notification.user},
        stable_id=f"notification.{notification_id}",
    )

    def effect() -> None:
        Notification.objects.filter(id=notification_id).update(mailed_at=timezone.now())

    return effect
