"""A holder's report of a request, for administrators to decide."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from employers.models.verification_request import VerificationRequest
from portal.kernel.models import BaseModel


class ReportReason(models.TextChoices):
    UNKNOWN = "unknown", _("I have never had to do with them")
    TOO_MUCH = "too_much", _("They ask for more than they need")
    PRESSURE = "pressure", _("They want money, or put me under pressure")
    PRETENDS = "pretends", _("They are not who they say they are")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("To decide")
    UPHELD = "upheld", _("Upheld: the organization was suspended")
    DISMISSED = "dismissed", _("Dismissed")


class RequestReport(BaseModel):
    LEGAL_MOVES: ClassVar = {
        ReportState.OPEN: {ReportState.UPHELD, ReportState.DISMISSED},
        ReportState.UPHELD: set(),
        ReportState.DISMISSED: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="request_reports"
    )
    request = models.ForeignKey(
        VerificationRequest, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    # Empty once the holder has left.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="request_reports",
    )
    reason_code = models.CharField(_("reason"), max_length=20, choices=ReportReason.choices)
    text = models.TextField(_("what happened"), max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "created_at"], name="reports_to_decide")]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "reporter"],
                name="reported_once_each",
                violation_error_message=_("You have reported this request already."),
            )
        ]

    def __str__(self) -> str:
        return f"report {self.id} ({self.state})"
