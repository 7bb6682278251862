"""The answers of a request as one signed document, and what is left once they were removed."""

from typing import Any

from django.db import models

from accounts.models import Membership, Organization
from employers.models.verification_request import VerificationRequest
from passports.models import IssuedCredential
from portal.kernel.models import BaseModel


class SignedAnswer(BaseModel):
    """One version. After a correction there is a new one, and this one is superseded: its
    credential is revoked, so that whoever kept it learns that it no longer holds."""

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="signed_answers"
    )
    version = models.PositiveSmallIntegerField()
    # The signed presentation, as it is handed out.
    content = models.TextField()
    issued = models.ForeignKey(
        IssuedCredential, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="signed_version_once"),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(superseded_at__isnull=True),
                name="one_current_signed_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} version {self.version}"


class RemovedAnswerQuerySet(models.QuerySet["RemovedAnswer"]):
    def visible_to(self, user: Any) -> "RemovedAnswerQuerySet":
        """The members of the organization that had the answer."""
        return self.filter(
            organization__in=Membership.objects.active().of(user).values("organization")
        )


class RemovedAnswer(BaseModel):
    """That there was an answer, when it was removed, and nothing about anybody."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="removed_answers"
    )
    request_id = models.UUIDField(unique=True, editable=False)
    answered_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField()
    claims = models.PositiveSmallIntegerField()
    # Of the paper: it says from now on that the answer was removed.
    paper_token = models.CharField(max_length=32, blank=True, editable=False, db_index=True)

    objects = RemovedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-removed_at", "-id"]
        indexes = [models.Index(fields=["organization", "-removed_at"])]

    def __str__(self) -> str:
        return f"removed answer to {self.request_id}"
