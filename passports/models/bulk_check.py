"""A file of many credentials that somebody has checked at once, and its pieces."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role
from portal.kernel.models import BaseModel

# The roles of an organization that may have credentials checked in bulk.
BULK_ROLES = (Role.OWNER, Role.RECRUITER)


class BulkState(models.TextChoices):
    RECEIVING = "receiving", _("Being received")
    CHECKING = "checking", _("Being checked")


class BulkCheckQuerySet(models.QuerySet["BulkCheck"]):
    def visible_to(self, user: Any) -> "BulkCheckQuerySet":
        """Those of the user's vetted organizations; without one, an administrator's own."""
        if not user.is_authenticated:
            return self.none()
        memberships = Membership.objects.active().of(user).filter(role__in=BULK_ROLES)
        seen = Q(organization__in=memberships.values("organization"))
        if user.has_perm("passports.add_bulkcheck") and not user.acts_only_for:
            seen |= Q(organization=None, started_by=user)
        return self.filter(seen)


class BulkCheck(BaseModel):
    """Finished when all of its pieces are; that is derived, not stored."""

    LEGAL_MOVES: ClassVar = {
        BulkState.RECEIVING: {BulkState.CHECKING},
        BulkState.CHECKING: set(),
    }

    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="bulk_checks"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    filename = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=BulkState.choices, default=BulkState.RECEIVING)
    credentials = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    objects = BulkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"bulk check {self.id}"


class BulkPieceState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Checked")
    FAILED = "failed", _("Could not be finished")


class BulkPiece(BaseModel):
    """Some lines of the file: a piece of background work."""

    LEGAL_MOVES: ClassVar = {
        BulkPieceState.WAITING: {BulkPieceState.DONE, BulkPieceState.FAILED},
        BulkPieceState.DONE: set(),
        BulkPieceState.FAILED: set(),
    }

    check_run = models.ForeignKey(BulkCheck, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=BulkPieceState.choices, default=BulkPieceState.WAITING
    )
    # The numbered lines that are not checked yet, packed; emptied as they are.
    content = models.BinaryField(null=True)
    # One JSON object a line, packed; what is found later is appended.
    results = models.BinaryField(default=bytes)
    checked = models.PositiveIntegerField(default=0)
    verdicts = models.JSONField(default=dict)
    # How often it was looked at with the network at hand.
    rounds = models.PositiveSmallIntegerField(default=0)

    objects = models.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_run", "position"], name="bulk_piece_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"piece {self.position} of {self.check_run_id} ({self.state})"
