"""Mail backends: kept for a look in the embedded default, queued in production.

A page must not fail or wait because the mail server is down, so production stores each message and
lets a worker hand it over. It is sent at least once, with one Message-ID: twice only when a worker
dies between the server's acceptance and the commit. A server that is down for two days
loses nothing; what still waits then has failed, and an administrator sends it again.
"""

from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.kernel.models import KeptMail, OutgoingMail
from portal.kernel.work import Effect, Permanent, Transient, enqueue, work_kind
from portal.kernel.work.kinds import MAIL_QUEUE

DELIVER = "kernel.deliver_mail"
# Minutes between the attempts: soon at first, since somebody may wait for a code; two days in all.
PAUSES_MINUTES = (1, 5, 15, 30, 60, 120, 240, 240, 480, 480, 480, 720)
PERMANENT = 500


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


@work_kind(DELIVER, queue=MAIL_QUEUE, pauses=[timedelta(minutes=each) for each in PAUSES_MINUTES])
def deliver(mail_id: UUID) -> Effect | None:
    """Hand one message over, and forget it. Raises Transient when the server did not take it, and
    Permanent when it never will."""
    mail = OutgoingMail.objects.filter(id=mail_id).first()
    if mail is None:
        return None
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    try:
        connection.send_messages([StoredMessage(mail)])
    except (SMTPException, OSError) as error:
        if _is_final(error):
            raise Permanent("mail_refused") from error
        raise Transient("mail_not_accepted") from error

    def effect() -> None:
        OutgoingMail.objects.filter(id=mail_id).delete()

    return effect


def _is_final(error: Exception) -> bool:
    """Whether the server said that it will never take this message to these addresses (RFC 5321,
    4.2.1). What it says of us, such as a wrong password, is for somebody to mend meanwhile."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= PERMANENT
