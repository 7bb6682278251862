"""One statement by the holder. Saving writes a new revision; the newest is current."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from portal.kernel.models import BaseModel


class ClaimKind(models.TextChoices):
    EDUCATION = "education", _("Education")
    EMPLOYMENT = "employment", _("Employment")
    CERTIFICATION = "certification", _("Certification")
    LICENSE = "license", _("License")
    SKILL = "skill", _("Skill")
    LANGUAGE = "language", _("Language")
    VOLUNTEERING = "volunteering", _("Volunteering")
    MILITARY_SERVICE = "military_service", _("Military service")


class Assurance(models.TextChoices):
    """How well a claim is supported. Derived from its evidence, never typed in by anyone."""

    SELF_ASSERTED = "self_asserted", _("Self-asserted")
    DOCUMENT_ON_FILE = "document_on_file", _("Document on file")
    ATTESTED = "attested", _("Attested")
    ISSUER_VERIFIED = "issuer_verified", _("Issuer-verified")


class Precision(models.TextChoices):
    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def of(self, user: object) -> "ClaimQuerySet":
        """The claims of this person that are not in the bin."""
        return self.filter(holder=user, removed_at__isnull=True)

    def visible_to(self, user: object) -> "ClaimQuerySet":
        """What this person may see and change: their own, also what can still be brought back."""
        return self.filter(holder=user)

    def with_evidence(self) -> "ClaimQuerySet":
        """With all that a card shows, in a constant number of queries."""
        return self.select_related("current").prefetch_related(
            "evidence__credential__latest_report"
        )


class Claim(BaseModel):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ClaimKind.choices)
    position = models.PositiveIntegerField(default=0)
    hidden = models.BooleanField(_("hidden"), default=False)
    # Stored for lists; written by passports.actions.assurance only.
    assurance = models.CharField(
        max_length=20, choices=Assurance.choices, default=Assurance.SELF_ASSERTED, editable=False
    )
    # Removal can be undone for a while; the beat then deletes for good.
    removed_at = models.DateTimeField(null=True, blank=True)
    current = models.OneToOneField(
        "ClaimRevision", null=True, on_delete=models.SET_NULL, related_name="current_of"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at"]
        indexes = [models.Index(fields=["holder", "position"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ClaimRevision(BaseModel):
    # What the holder says; the rest is bookkeeping.
    CONTENT = (
        *("title", "organization_name", "place", "details"),
        *("start", "start_precision", "end", "end_precision"),
    )

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    start = models.DateField(_("start"), null=True, blank=True)
    start_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.MONTH
    )
    end = models.DateField(_("end"), null=True, blank=True)
    end_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.MONTH
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    # Checked by the kind's typed schema (passports/claims/), no free-form keys.
    details = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_revision_number_once"),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start")),
                name="claim_ends_after_it_starts",
                violation_error_message=_("The end must not be before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.claim_id}"
