"""Mail of the embedded default: kept in the database and shown at /dev/mail, nowhere else."""

from django.db import models

from portal.kernel.models.base import BaseModel


class KeptMail(BaseModel):
    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.subject
