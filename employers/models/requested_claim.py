"""One claim of a verification request, and its answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.verification_request import VerificationRequest
from passports.models import Claim, ClaimKind
from portal.kernel.models import BaseModel


class Answer(models.TextChoices):
    """States of one requested claim. Absence is never a negative."""

    PENDING = "pending", _("Waiting")
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DIFFERS = "differs", _("Differs")
    COULD_NOT_BE_CHECKED = "could_not_be_checked", _("Could not be checked")
    DECLINED = "declined", _("Not authorized by the person")


# Somebody has still to say something.
OPEN_ANSWERS = (Answer.PENDING, Answer.ASKED)
# What a source can say.
SAID = (Answer.CONFIRMED, Answer.DIFFERS, Answer.COULD_NOT_BE_CHECKED)


class Layer(models.TextChoices):
    """Where an answer came from, in the order in which they are tried."""

    HELD = "held", _("A credential that the person has")
    PORTAL = "portal", _("Another portal")
    ATTESTER = "attester", _("Somebody who knows")


class RequestedClaim(BaseModel):
    LEGAL_MOVES: ClassVar = {
        Answer.PENDING: {Answer.ASKED, Answer.DECLINED, *SAID},
        Answer.ASKED: {Answer.DECLINED, *SAID},
        # What was said changes by a correction only.
        Answer.CONFIRMED: {Answer.DIFFERS, Answer.COULD_NOT_BE_CHECKED},
        Answer.DIFFERS: {Answer.CONFIRMED, Answer.COULD_NOT_BE_CHECKED},
        Answer.COULD_NOT_BE_CHECKED: {Answer.CONFIRMED, Answer.DIFFERS},
        Answer.DECLINED: set(),
    }

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="requested_claims"
    )
    # Empty while only a kind is asked for: the holder says which claim it is.
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="requested_in"
    )
    kind = models.CharField(max_length=20, choices=ClaimKind.choices)
    # What the requester calls it, where no claim of a share is named.
    description = models.CharField(_("what is asked"), max_length=200, blank=True, db_default="")
    position = models.PositiveIntegerField(default=0)
    # Left out by the holder when narrowing.
    included = models.BooleanField(default=True)
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.PENDING)
    layer = models.CharField(max_length=10, choices=Layer.choices, blank=True, db_default="")
    # The organization or issuer that said it.
    source_name = models.CharField(max_length=200, blank=True, db_default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # What was disclosed with the answer: ids of revision, credentials and reports, with the checks.
    basis = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "claim"], name="claim_once_each_request")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.request_id} ({self.answer})"
