"""One import, and the documents found in it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.models.credential import Credential
from portal.kernel.models import BaseModel


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: object) -> "ImportRunQuerySet":
        return self.filter(holder=user)


class ImportRun(BaseModel):
    """Finished when none of its items is unfinished; that is derived, not stored."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_runs"
    )
    source = models.CharField(max_length=30)  # a name in the registry of passports/sources/

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.source} {self.id}"


class ImportItemState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CHECKING = "checking", _("Being checked")
    DONE = "done", _("Checked")
    DUPLICATE = "duplicate", _("You have this one already")
    REFUSED = "refused", _("Not a credential")
    FAILED = "failed", _("Could not be finished")


UNFINISHED_ITEM_STATES = (ImportItemState.WAITING, ImportItemState.CHECKING)


class ImportItemQuerySet(models.QuerySet["ImportItem"]):
    def visible_to(self, user: object) -> "ImportItemQuerySet":
        return self.filter(run__holder=user)

    def unfinished(self) -> "ImportItemQuerySet":
        return self.filter(state__in=UNFINISHED_ITEM_STATES)


class ImportItem(BaseModel):
    LEGAL_MOVES: ClassVar = {
        ImportItemState.WAITING: {
            ImportItemState.CHECKING,
            ImportItemState.DONE,
            ImportItemState.DUPLICATE,
            ImportItemState.REFUSED,
            ImportItemState.FAILED,
        },
        ImportItemState.CHECKING: {
            ImportItemState.WAITING,
            ImportItemState.DONE,
            ImportItemState.DUPLICATE,
            ImportItemState.REFUSED,
            ImportItemState.FAILED,
        },
        ImportItemState.FAILED: {ImportItemState.WAITING},
        ImportItemState.DONE: set(),
        ImportItemState.DUPLICATE: set(),
        ImportItemState.REFUSED: set(),
    }

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    filename = models.CharField(max_length=255, blank=True)
    # The uploaded bytes until they have become a Document; emptied then.
    content = models.BinaryField(null=True, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=ImportItemState.choices, default=ImportItemState.WAITING
    )
    reason = models.CharField(max_length=60, blank=True)
    reason_params = models.JSONField(default=dict, blank=True)
    credential = models.ForeignKey(
        Credential, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_items"
    )

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="import_item_position_once")
        ]

    def __str__(self) -> str:
        return f"item {self.position} of {self.run_id} ({self.state})"
