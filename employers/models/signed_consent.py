"""What a holder has signed: exactly what was shown, when, and how they proved that it is them."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from employers.models.verification_request import VerificationRequest
from portal.kernel.models import BaseModel


class SignMethod(models.TextChoices):
    """How the holder proved, at the moment of signing, that it is them."""

    PASSWORD = "password", _("with the password")
    PASSKEY = "passkey", _("with a passkey or security key")
    APP_CODE = "app_code", _("with a code of the authenticator app")
    RECOVERY_CODE = "recovery_code", _("with a recovery code")
    EMAIL_CODE = "email_code", _("with a code sent by email")


class ConsentEnd(models.TextChoices):
    HOLDER = "holder", _("The person withdrew it")
    GUARDIAN = "guardian", _("The parent or guardian withdrew it")
    REFUSED = "refused", _("The parent or guardian refused")
    REPLACED = "replaced", _("The person signed anew")
    DECLINED = "declined", _("The person declined the request")
    NOT_AGREED = "not_agreed", _("The parent or guardian did not answer in time")
    AGE = "age", _("A parent or guardian has to agree as well")
    LAPSED = "lapsed", _("Its time was over")


class SignedConsentQuerySet(models.QuerySet["SignedConsent"]):
    def live(self) -> "SignedConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self) -> "SignedConsentQuerySet":
        """Those by which a request was authorized, withdrawn since or not."""
        return self.filter(authorized_at__isnull=False)

    def of_holder(self, user: User) -> "SignedConsentQuerySet":
        return self.filter(holder=user)


class SignedConsent(BaseModel):
    """Never changed: what is signed anew is another row."""

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="signed_consents"
    )
    # Empty once the holder has left; then the content is empty too.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="signed_consents",
    )
    text_key = models.SlugField(max_length=60)
    text_version = models.PositiveIntegerField()
    text_language = models.CharField(max_length=10)
    # What the page showed, word for word (employers/consent/to_sign.py), and its SHA-256.
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=20, choices=SignMethod.choices)
    signed_at = models.DateTimeField()
    # When the request was authorized by it: at once, or when a guardian agreed.
    authorized_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, choices=ConsentEnd.choices, blank=True)

    objects = SignedConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_live_signature_each_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text_key} {self.text_version} for {self.request_id}"

    @property
    def included(self) -> set[str]:
        """Ids of the requested claims that are agreed to."""
        return {record["row"] for record in self.content.get("records", [])}

    @property
    def agreed_by_guardian_at(self) -> datetime | None:
        """When a parent or guardian agreed; None where nobody had to, or has not yet."""
        guardian = getattr(self, "guardian", None)
        return self.authorized_at if guardian is not None else None

    def as_claims(self) -> dict[str, Any]:
        """What another portal needs as proof of the authorization, as JSON that can be signed."""
        agreed = self.agreed_by_guardian_at
        return {
            "id": str(self.id),
            "request": str(self.request_id),
            "text": {
                "key": self.text_key,
                "version": self.text_version,
                "language": self.text_language,
            },
            "content": self.content,
            "digest": f"sha256:{self.digest}",
            "method": self.method,
            "signed_at": self.signed_at.isoformat(),
            "authorized_at": self.authorized_at.isoformat() if self.authorized_at else None,
            "guardian_agreed_at": agreed.isoformat() if agreed else None,
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
        }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys and no spaces, in hexadecimal."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
