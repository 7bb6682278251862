"""The tie between a claim and a credential."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.models.claim import Claim
from passports.models.credential import Credential
from portal.kernel.models import BaseModel


class Relation(models.TextChoices):
    SUPPORTS = "supports", _("Supports")
    DIFFERS = "differs", _("Differs")


class Evidence(BaseModel):
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="evidence")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    # Which fields of the claim the credential confirms or contradicts.
    fields = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["claim", "credential"], name="evidence_once_each_pair")
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} {self.relation} {self.claim_id}"
