"""What the portal and its organizations issued: names and digests, never the content."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from passports.models.issuing_key import IssuingKey
from portal.kernel.models import BaseModel


class IssuedState(models.TextChoices):
    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")


class IssuedCredential(BaseModel):
    LEGAL_MOVES: ClassVar = {
        IssuedState.VALID: {IssuedState.SUSPENDED, IssuedState.REVOKED},
        IssuedState.SUSPENDED: {IssuedState.VALID, IssuedState.REVOKED},
        # Whoever saw a revocation acted on it: it is never taken back.
        IssuedState.REVOKED: set(),
    }

    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="issued_credentials",
    )
    key = models.ForeignKey(IssuingKey, on_delete=models.PROTECT, related_name="issued_credentials")
    credential_id = models.CharField(_("id of the credential"), max_length=500)
    issuer = models.CharField(_("issuer"), max_length=500)
    types = models.JSONField(_("types"), default=list)
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    proof = models.CharField(_("proof"), max_length=40)
    state = models.CharField(
        _("state"), max_length=10, choices=IssuedState.choices, default=IssuedState.VALID
    )
    state_reason = models.TextField(_("reason"), blank=True, max_length=2000)
    state_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "credential_id"])]

    def __str__(self) -> str:
        return self.credential_id
