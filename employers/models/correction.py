"""A changed answer, and who objected to the old one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.requested_claim import Answer, RequestedClaim
from employers.models.verification_request import VerificationRequest
from passports.models import Dispute
from portal.kernel.models import BaseModel


class DisputedAnswer(BaseModel):
    """The answer on whose page the holder objected."""

    dispute = models.OneToOneField(Dispute, on_delete=models.CASCADE, related_name="answer")
    requested_claim = models.ForeignKey(
        RequestedClaim, on_delete=models.CASCADE, related_name="disputes"
    )

    def __str__(self) -> str:
        return f"{self.dispute_id} about {self.requested_claim_id}"


class Correction(BaseModel):
    """What an answer was before. The requested claim itself holds what it is now."""

    requested_claim = models.ForeignKey(
        RequestedClaim, on_delete=models.CASCADE, related_name="corrections"
    )
    # Empty once the holder has left.
    dispute = models.ForeignKey(
        Dispute, null=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    was = models.CharField(_("was"), max_length=20, choices=Answer.choices)
    was_basis = models.JSONField(default=dict, blank=True)
    became = models.CharField(_("became"), max_length=20, choices=Answer.choices)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.requested_claim_id}: {self.was} became {self.became}"


class AdverseNoticeQuerySet(models.QuerySet["AdverseNotice"]):
    def visible_to(self, user: Any) -> "AdverseNoticeQuerySet":
        """Its person sees it, and the members of the organization that gave it."""
        of_requests = VerificationRequest.objects.visible_to(user)
        return self.filter(models.Q(request__in=of_requests) | models.Q(request__holder=user))


class AdverseNotice(BaseModel):
    """A member states that the person was told before an answer is used against them."""

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="adverse_notices"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_on = models.DateField(_("day on which the person was told"))

    objects = AdverseNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.request_id} on {self.given_on}"
