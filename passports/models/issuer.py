"""Who issues credentials, and the registries that know them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel


class Issuer(BaseModel):
    identifier = models.CharField(_("DID or address"), max_length=500, unique=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    # A suspended issuer is recognized by no registry, whatever these say.
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["name", "identifier"]

    def __str__(self) -> str:
        return self.name or self.identifier


class TrustRegistry(BaseModel):
    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    source_url = models.URLField(_("where it comes from"), blank=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name_plural = _("trust registries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RecognizedIssuer(BaseModel):
    """One line of a trust registry."""

    registry = models.ForeignKey(TrustRegistry, on_delete=models.CASCADE, related_name="issuers")
    identifier = models.CharField(_("DID or https address"), max_length=500, db_index=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "identifier"],
                name="issuer_once_each_registry",
                violation_error_message=_("This registry lists that issuer already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.identifier
