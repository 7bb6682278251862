"""That an administrator looked at what belongs to a person: opaque ids, like the audit trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models.base import BaseModel


class AdminLook(BaseModel):
    """At most one for each administrator, person, object and hour."""

    # Audit ids, as in the audit trail: erasing a person drops the only mapping.
    actor_id = models.UUIDField()
    whose_id = models.UUIDField()
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    # The name of the page's address.
    page = models.CharField(max_length=100)
    hour = models.DateTimeField()

    class Meta:
        verbose_name = _("look by an administrator")
        verbose_name_plural = _("looks by administrators")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor_id", "whose_id", "object_type", "object_id", "hour"],
                name="one_look_an_hour",
            )
        ]
        indexes = [
            models.Index(fields=["whose_id", "-created_at", "-id"], name="looks_at_a_person"),
            models.Index(fields=["-created_at", "-id"], name="looks_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} at {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def number(self) -> str:
        """What a person quotes, and an auditor finds the row by."""
        return str(self.pk)[:8].upper()
