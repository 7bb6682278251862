"""One piece of background work. The row is the truth; the message in the queue is a hint."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.kernel.models.base import BaseModel


class WorkState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


UNFINISHED = (WorkState.QUEUED, WorkState.RUNNING)

# Who may become what. Each move is one conditional UPDATE in portal/kernel/work/.
LEGAL_MOVES = {
    WorkState.QUEUED: {WorkState.RUNNING},
    WorkState.RUNNING: {WorkState.RUNNING, WorkState.QUEUED, WorkState.DONE, WorkState.FAILED},
    WorkState.FAILED: {WorkState.QUEUED},
    WorkState.DONE: set(),
}


class WorkRow(BaseModel):
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    queue = models.CharField(max_length=30, default="default")
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    # When the sweeper may send the next message: after the last one had its time, after the lease
    # of whoever holds the row, or when a retry is due.
    send_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    LEGAL_MOVES = LEGAL_MOVES

    class Meta:
        verbose_name = _("piece of background work")
        verbose_name_plural = _("background work")
        permissions = [("send_again_workrow", "Can send failed work again")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(state__in=["queued", "running"]),
                name="one_unfinished_work_row",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["queued", "running"]),
                name="unfinished_work_by_due_at",
            ),
            models.Index(
                fields=["send_at"],
                condition=models.Q(state__in=["queued", "running"]),
                name="unfinished_work_by_send_at",
            ),
            models.Index(fields=["state", "-created_at"], name="work_by_state"),
            models.Index(fields=["subject_id"], name="work_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} ({self.state})"
