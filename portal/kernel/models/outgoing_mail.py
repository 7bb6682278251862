"""A message on its way to the mail server. The row goes once the server has taken it."""

from django.db import models

from portal.kernel.models.base import BaseModel


class OutgoingMail(BaseModel):
    sender = models.CharField(max_length=300)
    # One address a line.
    recipients = models.TextField()
    # The message as it will be sent: its Message-ID stays the same however often it is tried.
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"mail {self.id}"
