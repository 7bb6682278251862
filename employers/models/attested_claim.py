"""One claim that an attester was asked about, and what they said of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.attestation_request import AttestationRequest
from employers.models.requested_claim import RequestedClaim
from passports.models import ClaimRevision, Credential, Dispute, IssuedCredential
from portal.kernel.models import BaseModel


class Said(models.TextChoices):
    """What an attester can say of one claim, and where that leads."""

    ASKED = "asked", _("Not answered yet")
    CONFIRMED = "confirmed", _("Confirmed")
    DIFFERS = "differs", _("Differs")
    CANNOT_SAY = "cannot_say", _("Cannot say")
    REFUSED = "refused", _("Does not answer this")
    STOPPED = "stopped", _("No longer asked")


# What becomes a credential.
SIGNED = (Said.CONFIRMED, Said.DIFFERS)


class AttestedClaim(BaseModel):
    LEGAL_MOVES: ClassVar = {
        Said.ASKED: {Said.CONFIRMED, Said.DIFFERS, Said.CANNOT_SAY, Said.REFUSED, Said.STOPPED},
        Said.CONFIRMED: set(),
        Said.DIFFERS: set(),
        Said.CANNOT_SAY: set(),
        Said.REFUSED: set(),
        Said.STOPPED: set(),
    }

    attestation = models.ForeignKey(
        AttestationRequest, on_delete=models.CASCADE, related_name="claims"
    )
    row = models.ForeignKey(
        RequestedClaim, on_delete=models.CASCADE, related_name="attested_claims"
    )
    # The claim as it was when it was asked about: that is what the answer is about.
    revision = models.ForeignKey(ClaimRevision, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=10, choices=Said.choices, default=Said.ASKED)
    # What is right, where it differs: as texts, dates as 2019, 2019-03 or 2019-03-01.
    right = models.JSONField(default=dict, blank=True)
    # The signed answer from the moment of signing until it is the holder's credential.
    signed = models.BinaryField(null=True, blank=True)
    issued = models.ForeignKey(
        IssuedCredential, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    credential = models.ForeignKey(
        Credential, null=True, blank=True, on_delete=models.SET_NULL, related_name="attested_claims"
    )

    # Asked once more because the holder disputes what was said.
    dispute = models.ForeignKey(
        Dispute, null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_again"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attestation", "row"], name="claim_once_each_attestation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.row_id} in {self.attestation_id} ({self.said})"
