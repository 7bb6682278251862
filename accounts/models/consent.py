"""Versioned texts, and the dated agreement of a person to one version."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel

# Signed with each verification request, so nobody is asked to agree to it at sign-in.
DISCLOSURE_KEY = "disclosure"


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def published(self) -> "ConsentTextQuerySet":
        return self.filter(published_at__isnull=False)


class ConsentText(BaseModel):
    """Never edited once somebody has agreed to it: a new wording is a new version."""

    key = models.SlugField(_("what it is about"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10, default="en")
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version", "language"], name="consent_text_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version} ({self.language})"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def live(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Consent(BaseModel):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_live_consent_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.text_id}"
