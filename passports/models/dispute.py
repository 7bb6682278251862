"""The holder's objection to what is said of a claim, and the clock that it starts."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passports.models.claim import Claim
from passports.models.credential import Credential
from portal.kernel.models import BaseModel

# The term within which a disputed record has to be looked into, as the law on background checks
# sets it (15 U.S.C. 1681i(a)(1)).
DAYS = 30


class DisputeState(models.TextChoices):
    OPEN = "open", _("Under dispute")
    CORRECTED = "corrected", _("Corrected")
    STANDS = "stands", _("Looked into, and it stands")
    UNRESOLVED = "unresolved", _("Nobody could settle it in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: Any) -> "DisputeQuerySet":
        """The words of a dispute are the holder's. Others learn only that there is one."""
        return self.filter(holder=user) if user.is_authenticated else self.none()

    def open(self) -> "DisputeQuerySet":
        return self.filter(state=DisputeState.OPEN)

    def overdue(self) -> "DisputeQuerySet":
        return self.open().filter(due_at__lte=timezone.now())


def _due() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=DAYS)


class Dispute(BaseModel):
    LEGAL_MOVES: ClassVar = {
        DisputeState.OPEN: {
            DisputeState.CORRECTED,
            DisputeState.STANDS,
            DisputeState.UNRESOLVED,
            DisputeState.WITHDRAWN,
        },
        DisputeState.CORRECTED: set(),
        DisputeState.STANDS: set(),
        DisputeState.UNRESOLVED: set(),
        DisputeState.WITHDRAWN: set(),
    }

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="disputes"
    )
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="disputes")
    # What says it; empty when the objection is to an answer that no credential carries.
    credential = models.ForeignKey(
        Credential, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes"
    )
    what_is_wrong = models.TextField(_("what is wrong"), max_length=2000)
    what_is_right = models.TextField(_("what is right"), max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=DisputeState.choices, default=DisputeState.OPEN)
    due_at = models.DateTimeField(_("to be settled by"), default=_due)
    closed_at = models.DateTimeField(null=True, blank=True)
    # What the administrators write to the holder when they close it.
    outcome = models.TextField(_("what was found"), max_length=2000, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state="open"), name="open_disputes_by_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "credential"],
                condition=models.Q(state="open"),
                name="one_open_dispute_of_a_credential",
                violation_error_message=_("You have disputed this already. It is looked into."),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(state="open", credential=None),
                name="one_open_dispute_of_a_claim",
                violation_error_message=_("You have disputed this already. It is looked into."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
