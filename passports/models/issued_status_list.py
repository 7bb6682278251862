"""Published status lists, and which bit is whose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from passports.models.issued_credential import IssuedCredential, IssuedState
from portal.kernel.models import BaseModel

STATUS_LIST_BITS = 131_072


class StatusPurpose(models.TextChoices):
    REVOCATION = "revocation", _("Revocation")
    SUSPENSION = "suspension", _("Suspension")


# The state of a credential that sets its bit in a list of this purpose.
FLAGGED = {
    StatusPurpose.REVOCATION: IssuedState.REVOKED,
    StatusPurpose.SUSPENSION: IssuedState.SUSPENDED,
}


class IssuedStatusList(BaseModel):
    """`version` grows with every change of a bit; the signed list is made again for each.

    A list is published by the identifier that issued the credentials in it: verifiers of others
    insist on that.
    """

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="status_lists"
    )
    issuer = models.CharField(_("issuer"), max_length=500)
    purpose = models.CharField(_("purpose"), max_length=10, choices=StatusPurpose.choices)
    used = models.PositiveIntegerField(_("entries"), default=0)
    version = models.PositiveIntegerField(_("version"), default=0)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class IssuedStatusEntry(models.Model):
    credential = models.ForeignKey(
        IssuedCredential, on_delete=models.PROTECT, related_name="status_entries"
    )
    status_list = models.ForeignKey(
        IssuedStatusList, on_delete=models.PROTECT, related_name="entries"
    )
    index = models.PositiveIntegerField(_("index"))

    class Meta:
        verbose_name = _("issued status entry")
        verbose_name_plural = _("issued status entries")
        constraints = [
            models.UniqueConstraint(fields=["status_list", "index"], name="index_once_each_list"),
            models.UniqueConstraint(
                fields=["status_list", "credential"], name="credential_once_each_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_list_id} {self.index}"
