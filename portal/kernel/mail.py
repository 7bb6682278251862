"""Mail backends: kept for a look in the embedded default, queued in production.

A page must not fail or wait because the mail server is down, so production stores each message and
lets a worker hand it over. It is sent at least once, with one Message-ID: twice only when a worker
dies between the server's acceptance and the commit.
"""

from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.kernel.models import KeptMail, OutgoingMail
from portal.kernel.work import Effect, Transient, enqueue, work_kind

DELIVER = "kernel.deliver_mail"
RETRY_AFTER_SECONDS = 1800


class KeptMailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            KeptMail.objects.create(
                to=", ".join(message.recipients()),
                subject=str(message.subject),
                text=str(message.body),
            )
        return len(email_messages)


class QueuedMailBackend(BaseEmailBackend):
    """Stores messages, and leaves MAIL_DELIVERY_BACKEND to a worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                mail = OutgoingMail.objects.create(
                    sender=message.from_email,
                    recipients="\n".join(message.recipients()),
                    content=message.message().as_bytes(),
                )
                enqueue(DELIVER, mail.id)
        return len(email_messages)


class StoredMessage(EmailMessage):
    """What was stored, to the byte, in the shape that Django's backends send."""

    def __init__(self, mail: OutgoingMail) -> None:
        super().__init__(from_email=mail.sender, to=mail.recipients.splitlines())
        self.content = bytes(mail.content)

    def message(self, **options: Any) -> Any:
        return self

    def as_bytes(self, **options: Any) -> bytes:
        """With the line ends of SMTP."""
        return b"\r\n".join(self.content.splitlines()) + b"\r\n"


@work_kind(DELIVER)
def deliver(mail_id: UUID) -> Effect | None:
    """Hand one message over, and forget it. Raises Transient when the server did not take it."""
    mail = OutgoingMail.objects.filter(id=mail_id).first()
    if mail is None:
        return None
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    try:
        connection.send_messages([StoredMessage(mail)])
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error

    def effect() -> None:
        OutgoingMail.objects.filter(id=mail_id).delete()

    return effect
