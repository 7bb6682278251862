"""What administrators decided about an organization, and why. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization, Vetting
from portal.kernel.models import BaseModel


class VettingDecision(BaseModel):
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="vetting_decisions"
    )
    from_state = models.CharField(_("from"), max_length=10, choices=Vetting.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=Vetting.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.from_state} -> {self.to_state}"
