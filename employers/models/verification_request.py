"""Named claims, a purpose and a deadline, from a requester to a holder."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, User, Vetting
from passports.models import Claim, ClaimKind, Share
from portal.kernel.models import BaseModel


class RequestState(models.TextChoices):
    SENT = "sent", _("Sent")
    VIEWED = "viewed", _("Seen by the holder")
    AUTHORIZED = "authorized", _("Authorized")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    COMPLETED = "completed", _("Completed")


# The holder has not decided yet.
OPEN_STATES = (RequestState.SENT, RequestState.VIEWED)


class Answer(models.TextChoices):
    """States of one requested claim. Absence is never a negative."""

    PENDING = "pending", _("Waiting")
    CONFIRMED = "confirmed", _("Confirmed")
    DIFFERS = "differs", _("Differs")
    COULD_NOT_BE_CHECKED = "could_not_be_checked", _("Could not be checked")
    DECLINED = "declined", _("Not authorized by the holder")


class VerificationRequestQuerySet(models.QuerySet["VerificationRequest"]):
    def visible_to(self, user: User) -> "VerificationRequestQuerySet":
        """What the members of a vetted organization may see: their organization's requests."""
        return self.filter(
            organization__in=Membership.objects.active().filter(user=user).values("organization")
        )

    def of_holder(self, user: User) -> "VerificationRequestQuerySet":
        """What the holder may see. A suspended organization's open requests wait unseen."""
        return self.filter(holder=user).filter(
            models.Q(organization__vetting=Vetting.VETTED) | ~models.Q(state__in=OPEN_STATES)
        )

    def overdue(self) -> "VerificationRequestQuerySet":
        return self.filter(state__in=OPEN_STATES, deadline__lte=timezone.now())


class VerificationRequest(BaseModel):
    LEGAL_MOVES: ClassVar = {
        RequestState.SENT: {
            RequestState.VIEWED,
            RequestState.AUTHORIZED,
            RequestState.DECLINED,
            RequestState.WITHDRAWN,
            RequestState.EXPIRED,
        },
        RequestState.VIEWED: {
            RequestState.AUTHORIZED,
            RequestState.DECLINED,
            RequestState.WITHDRAWN,
            RequestState.EXPIRED,
        },
        RequestState.AUTHORIZED: {RequestState.COMPLETED, RequestState.WITHDRAWN},
        RequestState.DECLINED: set(),
        RequestState.WITHDRAWN: set(),
        RequestState.EXPIRED: set(),
        RequestState.COMPLETED: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="verification_requests"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Empty once the holder has left: an answer already delivered stays for the stated term.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="verification_requests",
    )
    # The share through which the holder was found; its claims are what may be named.
    share = models.ForeignKey(
        Share, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    reference = models.CharField(_("job reference"), max_length=100, blank=True)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    deadline = models.DateTimeField(_("answer needed by"))
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.SENT)
    viewed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = VerificationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["organization", "-created_at"]),
            models.Index(fields=["holder", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"request {self.id} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES and self.deadline > timezone.now()


class RequestedClaim(BaseModel):
    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="requested_claims"
    )
    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.SET_NULL, related_name="requested_in"
    )
    kind = models.CharField(max_length=20, choices=ClaimKind.choices)
    position = models.PositiveIntegerField(default=0)
    # Left out by the holder when narrowing.
    included = models.BooleanField(default=True)
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.PENDING)
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
