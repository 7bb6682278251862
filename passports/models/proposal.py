"""A claim that a credential would support, which the holder accepts, edits or ignores."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.models.claim import Claim, ClaimKind
from passports.models.credential import Credential
from portal.kernel.models import BaseModel


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waiting for you")
    ACCEPTED = "accepted", _("Accepted")
    IGNORED = "ignored", _("Ignored")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: object) -> "ProposalQuerySet":
        return self.filter(credential__holder=user)


class Proposal(BaseModel):
    LEGAL_MOVES: ClassVar = {
        ProposalState.OPEN: {ProposalState.ACCEPTED, ProposalState.IGNORED},
        ProposalState.IGNORED: {ProposalState.OPEN, ProposalState.ACCEPTED},
        ProposalState.ACCEPTED: {ProposalState.OPEN},
    }

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="proposal")
    kind = models.CharField(max_length=20, choices=ClaimKind.choices)
    # Initial values for the kind's form: title, organization_name, start, end, details…
    values = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} from {self.credential_id} ({self.state})"
