"""One claim that another portal is asked about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.portal_peer import PortalPeer
from employers.models.requested_claim import RequestedClaim
from passports.models import ClaimRevision, Credential
from portal.kernel.models import BaseModel


class InquiryState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    FAILED = "failed", _("No usable answer")
    STOPPED = "stopped", _("No longer needed")


# An answer is still waited for.
OPEN_INQUIRIES = (InquiryState.WAITING, InquiryState.SENT)


class PortalInquiry(BaseModel):
    """Its id is what the message is known by: however often it is sent, it is one question."""

    LEGAL_MOVES: ClassVar = {
        InquiryState.WAITING: {InquiryState.SENT, InquiryState.FAILED, InquiryState.STOPPED},
        InquiryState.SENT: {InquiryState.ANSWERED, InquiryState.FAILED, InquiryState.STOPPED},
        InquiryState.ANSWERED: set(),
        InquiryState.FAILED: set(),
        InquiryState.STOPPED: set(),
    }

    row = models.ForeignKey(
        RequestedClaim,
        verbose_name=_("claim asked about"),
        on_delete=models.CASCADE,
        related_name="portal_inquiries",
    )
    peer = models.ForeignKey(PortalPeer, on_delete=models.CASCADE, related_name="inquiries")
    # The claim as it was when it was asked about: that is what the answer is about.
    revision = models.ForeignKey(ClaimRevision, on_delete=models.CASCADE, related_name="+")
    # As the claim calls it; which of a holder's addresses is named depends on it.
    institution = models.CharField(max_length=300, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    state = models.CharField(
        max_length=10, choices=InquiryState.choices, default=InquiryState.WAITING
    )
    # Why there is no answer from this portal, as a code.
    reason = models.CharField(max_length=60, blank=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The credential as it came, from then until it is the holder's.
    received = models.BinaryField(null=True, blank=True)
    credential = models.ForeignKey(
        Credential,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="portal_inquiries",
    )

    class Meta:
        verbose_name_plural = _("portal inquiries")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "expires_at"], name="inquiry_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["row", "peer"], name="asked_once_each_portal")
        ]

    def __str__(self) -> str:
        return f"inquiry {self.id} ({self.state})"
