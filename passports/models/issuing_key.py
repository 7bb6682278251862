"""The key pairs with which the portal and its organizations sign credentials."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from portal.kernel.models import BaseModel


class IssuingKeyKind(models.TextChoices):
    ED25519 = "Ed25519", "Ed25519"
    P256 = "P-256", "P-256"


class IssuingKeyState(models.TextChoices):
    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")
    REVOKED = "revoked", _("Revoked")


class IssuingKeyQuerySet(models.QuerySet["IssuingKey"]):
    def of(self, organization: Organization | None) -> "IssuingKeyQuerySet":
        """Those of one organization; of the portal itself for None."""
        return self.filter(organization=organization)

    def active(self) -> "IssuingKeyQuerySet":
        return self.filter(state=IssuingKeyState.ACTIVE)

    def published(self) -> "IssuingKeyQuerySet":
        """Those under which a signature still counts: retired ones sign nothing new."""
        return self.exclude(state=IssuingKeyState.REVOKED)


class IssuingKey(BaseModel):
    """Retired: signs nothing new, what it signed stays good. Revoked: somebody else may have it,
    so nothing that it signed is believed any more."""

    LEGAL_MOVES: ClassVar = {
        IssuingKeyState.ACTIVE: {IssuingKeyState.RETIRED, IssuingKeyState.REVOKED},
        IssuingKeyState.RETIRED: {IssuingKeyState.REVOKED},
        IssuingKeyState.REVOKED: set(),
    }

    # None: the portal's own.
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="issuing_keys"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=IssuingKeyKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=IssuingKeyState.choices, default=IssuingKeyState.ACTIVE
    )
    multibase = models.CharField(_("public key"), max_length=100, unique=True)
    wrapped_secret = models.BinaryField()
    # Which wrapping secret; says nothing about it.
    wrapped_by = models.CharField(max_length=16)
    ended_at = models.DateTimeField(_("retired or revoked"), null=True, blank=True)

    objects = IssuingKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(state="active", organization__isnull=False),
                name="one_active_key_each",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state="active", organization__isnull=True),
                name="one_active_key_of_portal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.multibase[:16]}… ({self.state})"
