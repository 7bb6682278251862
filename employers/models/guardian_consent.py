"""The parent or guardian who has to agree with what a minor signed, reached by a link."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.signed_consent import SignedConsent
from portal.kernel.models import BaseModel


class GuardianState(models.TextChoices):
    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Agreed, and withdrew it")
    EXPIRED = "expired", _("Not answered in time")


class GuardianConsent(BaseModel):
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
    # As the minor gave it. Forgotten some time after the request has ended.
    email = models.EmailField(_("email address"), blank=True)
    state = models.CharField(
        max_length=10, choices=GuardianState.choices, default=GuardianState.ASKED
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)
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
            and request.is_open
            and request.organization.is_vetted
        )

    @property
    def can_withdraw(self) -> bool:
        return self.state == GuardianState.AGREED and self.consent.withdrawn_at is None

    @property
    def person_name(self) -> str:
        holder = self.consent.holder
        return holder.display_name if holder is not None else ""

    @property
    def masked_email(self) -> str:
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}•••@{domain}" if domain else ""
