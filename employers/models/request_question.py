"""A question of the holder about a request, and the reply of the requester."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.verification_request import VerificationRequest
from portal.kernel.models import BaseModel

MOST_QUESTIONS = 5


class RequestQuestion(BaseModel):
    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.TextField(_("question"), max_length=1000)
    reply = models.TextField(_("reply"), max_length=1000, blank=True, default="")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            # A second question waits for the reply to the first.
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(replied_at__isnull=True),
                name="one_open_question_each",
            )
        ]

    def __str__(self) -> str:
        return f"question {self.id} of {self.request_id}"
