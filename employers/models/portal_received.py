"""What other portals have asked us about people here, and who does not want that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from employers.models.portal_peer import PortalPeer
from portal.kernel.models import BaseModel


class ReceivedInquiryQuerySet(models.QuerySet["ReceivedInquiry"]):
    def visible_to(self, user: User) -> "ReceivedInquiryQuerySet":
        """The records of the person whom it was about."""
        return self.filter(holder=user)


class ReceivedInquiry(BaseModel):
    """What was asked, with whose consent, and what was answered: the record of a disclosure."""

    peer = models.ForeignKey(PortalPeer, on_delete=models.CASCADE, related_name="received")
    # By which the other portal knows its question. The same one is answered once.
    asked_id = models.CharField(_("id at the other portal"), max_length=100)
    digest = models.CharField(max_length=64)
    # Empty where nobody here has proven the address, or two people have.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="received_inquiries",
    )
    # For whom the other portal asks, and why, as its message says.
    requester = models.CharField(_("for"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    # For each claim: kind, title, answer, and the ids of credentials and reports behind it.
    claims = models.JSONField(default=list, blank=True)
    # The whole answer, for the same question asked again; forgotten after a day.
    answer = models.JSONField(null=True, blank=True)

    objects = ReceivedInquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("received inquiries")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["holder", "-created_at"], name="received_by_holder")]
        constraints = [
            models.UniqueConstraint(fields=["peer", "asked_id"], name="received_once_each")
        ]

    def __str__(self) -> str:
        return f"received {self.id}"


class InquiryRefusal(BaseModel):
    """A holder about whom no portal is told anything."""

    holder = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inquiry_refusal"
    )

    def __str__(self) -> str:
        return f"{self.holder_id} refuses"
