"""Who did what to which row, in opaque ids and codes: never names, addresses or content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models.base import BaseModel


class AuditRow(BaseModel):
    # The user's audit_id (not the primary key): erasing the person drops the only mapping.
    actor_id = models.UUIDField(null=True, blank=True)
    actor_kind = models.CharField(max_length=20)  # person, administrator, system, link
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    deed = models.CharField(max_length=60)
    codes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["actor_id", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.object_type} {self.object_id}"
