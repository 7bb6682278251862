"""The mail backend of the embedded default."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.kernel.models import KeptMail


class KeptMailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            KeptMail.objects.create(
                to=", ".join(message.recipients()),
                subject=str(message.subject),
                text=str(message.body),
            )
        return len(email_messages)
