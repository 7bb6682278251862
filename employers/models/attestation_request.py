"""One person asked about some claims of one verification request, by a link in a mail."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, User
from employers.models.attester_contact import Standing
from employers.models.opened_by_code import OpenedByCode
from employers.models.verification_request import VerificationRequest
from portal.kernel.models import BaseModel
from portal.kernel.text import folded

MOST_HAND_OVERS = 3


class AttestationState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    HANDED_OVER = "handed_over", _("Handed to a colleague")
    EXPIRED = "expired", _("Expired")
    STOPPED = "stopped", _("No longer needed")


# Somebody can still answer.
OPEN_ATTESTATIONS = (AttestationState.WAITING, AttestationState.SENT, AttestationState.OPENED)
_ENDS = {
    AttestationState.ANSWERED,
    AttestationState.DECLINED,
    AttestationState.HANDED_OVER,
    AttestationState.EXPIRED,
    AttestationState.STOPPED,
}


class AttestationRequestQuerySet(models.QuerySet["AttestationRequest"]):
    def open(self) -> "AttestationRequestQuerySet":
        """Those that can be answered now; a suspended requester's wait unanswered."""
        return self.filter(
            state__in=OPEN_ATTESTATIONS,
            expires_at__gt=timezone.now(),
            request__organization__vetting="vetted",
        )

    def visible_to(self, user: User) -> "AttestationRequestQuerySet":
        """The inbox of a registrar: what the organization itself was asked, for its members.
        Nobody answers about themselves."""
        mine = Membership.objects.active().of(user).values("organization")
        return self.filter(organization__in=mine).exclude(request__holder=user)

    def of_holder(self, user: User) -> "AttestationRequestQuerySet":
        return self.filter(request__holder=user)


class AttestationRequest(OpenedByCode, BaseModel):
    LEGAL_MOVES: ClassVar = {
        # Opened at once: the mail is out before its row says so.
        AttestationState.WAITING: {AttestationState.SENT, AttestationState.OPENED, *_ENDS},
        AttestationState.SENT: {AttestationState.OPENED, *_ENDS},
        AttestationState.OPENED: _ENDS,
        AttestationState.ANSWERED: set(),
        AttestationState.DECLINED: set(),
        AttestationState.HANDED_OVER: set(),
        AttestationState.EXPIRED: set(),
        AttestationState.STOPPED: set(),
    }

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="attestations"
    )
    # Whose inbox it is in: the organization named this address itself.
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="attestation_requests",
    )
    # In whose name the answer is signed; the portal's own where it is empty.
    signs_for = models.ForeignKey(
        Organization,
        verbose_name=_("signed in the name of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    standing = models.CharField(max_length=20, choices=Standing.choices)
    # What the holder calls the attester. Forgotten some time after the end, as the address is.
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    # In which they read us: that of their last visit, else of whoever named them. Empty if nobody
    # has said; the mail then offers all that the portal has.
    language = models.CharField(_("language"), max_length=10, blank=True, db_default="")
    state = models.CharField(
        max_length=12, choices=AttestationState.choices, default=AttestationState.WAITING
    )
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    next_reminder_at = models.DateTimeField(null=True, blank=True)
    # Set when the holder was asked for documents instead, after the last reminder.
    documents_asked_at = models.DateTimeField(null=True, blank=True)
    handed_from = models.ForeignKey(
        "self",
        verbose_name=_("passed on from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handed_to",
    )
    hand_overs = models.PositiveSmallIntegerField(_("times passed on"), default=0)
    # As the attester typed them; they stand in the answer and in the credential.
    typed_name = models.CharField(max_length=200, blank=True)
    typed_role = models.CharField(max_length=200, blank=True)
    # Which member answered for the organization, if it was done in its inbox.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What the inbox is searched by: the person it is about, the job reference of those who ask.
    search_folded = models.CharField(max_length=400, editable=False, blank=True)

    objects = AttestationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["organization", "state", "-created_at"]),
            # The inbox, one page by place.
            models.Index(fields=["organization", "-created_at", "-id"], name="attestation_inbox"),
            models.Index(fields=["state", "next_reminder_at"]),
            models.Index(fields=["state", "expires_at"]),
            # Where somebody was asked before.
            models.Index(
                fields=["email"], condition=~models.Q(email=""), name="attestations_by_address"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.search_folded = folded(f"{self.person_name} {self.request.reference}")[:400]
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"attestation {self.id} ({self.state})"

    @property
    def is_open(self) -> bool:
        return (
            self.state in OPEN_ATTESTATIONS
            and self.expires_at > timezone.now()
            and self.request.organization.is_vetted
        )

    @property
    def is_paused(self) -> bool:
        """Who asks is suspended: it goes on when that ends, with the same link. Its time does not
        run meanwhile (`employers/actions/attesters/pausing.py`)."""
        return self.state in OPEN_ATTESTATIONS and not self.request.organization.is_vetted

    @property
    def takes_code(self) -> bool:
        return self.is_open

    @property
    def person_name(self) -> str:
        """Whom it is about, as the attester may know them: not what the requester calls them."""
        holder = self.request.holder
        return holder.display_name if holder is not None else ""

    @property
    def standing_words(self) -> str:
        return str(Standing(self.standing).label)

    @property
    def level(self) -> str:
        return Standing(self.standing).level
