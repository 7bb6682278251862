"""The slow way back in for a person who lost every second factor."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel


class RecoveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Done")


class RecoveryRequestQuerySet(models.QuerySet["RecoveryRequest"]):
    def visible_to(self, user: Any) -> "RecoveryRequestQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def waiting(self) -> "RecoveryRequestQuerySet":
        return self.filter(state=RecoveryState.WAITING)


class RecoveryRequest(BaseModel):
    """Announced to every address for sign-in, and cancelled by any of them or any open session."""

    LEGAL_MOVES: ClassVar = {
        RecoveryState.WAITING: {RecoveryState.CANCELLED, RecoveryState.DONE},
        RecoveryState.CANCELLED: set(),
        RecoveryState.DONE: set(),
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_requests"
    )
    state = models.CharField(
        max_length=10, choices=RecoveryState.choices, default=RecoveryState.WAITING
    )
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RecoveryRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state="waiting"),
                name="one_waiting_recovery_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ({self.state})"
