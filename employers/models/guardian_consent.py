"""The parent or guardian who has to agree with what a minor signed, reached by a link."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.ages import needs_guardian
from employers.models.opened_by_code import OpenedByCode
from employers.models.signed_consent import SignedConsent
from portal.kernel.models import BaseModel


class GuardianState(models.TextChoices):
    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Agreed, and withdrew it")
    EXPIRED = "expired", _("Not answered in time")


class GuardianConsent(OpenedByCode, BaseModel):
    LEGAL_MOVES: ClassVar = {
        GuardianState.ASKED: {
            GuardianState.AGREED,
            GuardianState.REFUSED,
            GuardianState.EXPIRED,
        },
        GuardianState.AGREED: {GuardianState.WITHDRAWN},
        GuardianState.REFUSED: set(),
        GuardianState.WITHDRAWN: set(),
        GuardianState.EXPIRED: set(),
    }

    consent = models.OneToOneField(SignedConsent, on_delete=models.CASCADE, related_name="guardian")
    state = models.CharField(
        max_length=10, choices=GuardianState.choices, default=GuardianState.ASKED
    )
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    # The signature.
    typed_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "expires_at"])]

    def __str__(self) -> str:
        return f"guardian for {self.consent_id} ({self.state})"

    @property
    def can_answer(self) -> bool:
        request = self.consent.request
        return (
            self.state == GuardianState.ASKED
            and self.expires_at > timezone.now()
            and self.consent.withdrawn_at is None
            and self.is_needed
            and request.is_open
            and request.organization.is_vetted
        )

    @property
    def can_withdraw(self) -> bool:
        return (
            self.state == GuardianState.AGREED
            and self.consent.withdrawn_at is None
            and self.is_needed
        )

    @property
    def is_needed(self) -> bool:
        """Whoever is 18 decides alone, also about what a guardian was asked or has agreed to."""
        holder = self.consent.holder
        return holder is not None and needs_guardian(holder)

    @property
    def takes_code(self) -> bool:
        return self.can_answer or self.can_withdraw

    @property
    def person_name(self) -> str:
        holder = self.consent.holder
        return holder.display_name if holder is not None else ""
