"""A live grant to see chosen claims, and the record of each time they were shown."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from passports.models.claim import Claim, ClaimRevision
from passports.models.credential import VerificationReport
from portal.kernel.models import BaseModel
from portal.kernel.text import folded


class Audience(models.TextChoices):
    ORGANIZATION = "organization", _("One organization")
    EMAIL = "email", _("One email address")
    ANYONE = "anyone", _("Anyone with the link")


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, user: object) -> "ShareQuerySet":
        return self.filter(holder=user)

    def visible_to(self, user: object) -> "ShareQuerySet":
        """A holder's own. Readers come through `addressed_to` or a link."""
        return self.of(user)

    def live(self) -> "ShareQuerySet":
        return self.filter(
            withdrawn_at__isnull=True, expires_at__gt=timezone.now(), holder__is_active=True
        )

    def addressed_to(self, organization: Organization) -> "ShareQuerySet":
        return self.filter(audience=Audience.ORGANIZATION, organization=organization)


class Share(BaseModel):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares"
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    # What a search looks in: SQLite folds no accents.
    purpose_folded = models.CharField(max_length=600, editable=False, blank=True)
    audience = models.CharField(_("who may see it"), max_length=12, choices=Audience.choices)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    email = models.EmailField(_("email address"), blank=True)
    expires_at = models.DateTimeField(_("ends"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The link itself is shown once and not kept.
    token_hash = models.CharField(max_length=64, unique=True)
    claims = models.ManyToManyField(Claim, through="SharedClaim", related_name="shares")

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(audience="organization", organization__isnull=False, email="")
                    | (models.Q(audience="email", organization__isnull=True) & ~models.Q(email=""))
                    | models.Q(audience="anyone", organization__isnull=True, email="")
                ),
                name="share_has_one_audience",
                violation_error_message=_("Choose who may see it."),
            )
        ]

    def __str__(self) -> str:
        return f"share {self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.purpose_folded = folded(self.purpose)
        super().save(*args, **kwargs)

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and self.expires_at > timezone.now()


class SharedClaim(BaseModel):
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="shared_claims")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="shared_claims")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["share", "claim"], name="claim_once_each_share")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.share_id}"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, user: object) -> "DisclosureQuerySet":
        """The records of a holder. What readers may open again is asked of the share each time."""
        return self.filter(holder=user)


class Disclosure(BaseModel):
    """What was shown, to whom, when and why. Both sides can reopen it as it was."""

    share = models.ForeignKey(
        Share, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosures"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="disclosures"
    )
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.SET_NULL, related_name="disclosures"
    )
    # For a share with an email address: that address, proven by a code.
    viewer_email = models.EmailField(blank=True)
    purpose = models.CharField(max_length=300)
    revisions = models.ManyToManyField(ClaimRevision, related_name="disclosures")
    reports = models.ManyToManyField(VerificationReport, related_name="disclosures")
    # How revisions and reports belonged together then, in ids and codes: passports/shared_view.py.
    shown = models.JSONField(default=list, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["holder", "-created_at"])]

    def __str__(self) -> str:
        return f"disclosure {self.id}"


class ShareCode(BaseModel):
    """A code sent to the email address of a share, which proves that its reader opens it."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"code of {self.share_id}"
