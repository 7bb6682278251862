"""What a document says, and every verification that was made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.models.document import Document
from passports.models.issuer import Issuer
from portal.kernel.models import BaseModel


class VerdictChoice(models.TextChoices):
    """Verdict of passports.standards.types, in words for people."""

    VERIFIED = "verified", _("Verified")
    NOT_VERIFIED = "not_verified", _("Not verified")
    INCONCLUSIVE = "inconclusive", _("Not all could be checked")
    UNSUPPORTED = "unsupported", _("We cannot check this kind yet")
    NOT_A_CREDENTIAL = "not_a_credential", _("Not a credential")


class CredentialQuerySet(models.QuerySet["Credential"]):
    def of(self, user: object) -> "CredentialQuerySet":
        return self.filter(holder=user)

    def visible_to(self, user: object) -> "CredentialQuerySet":
        """A credential is seen by its holder alone; others see claims that it supports."""
        return self.of(user)


class Credential(BaseModel):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credentials"
    )
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="credential")
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=60)
    # Read from the document without any check: untrusted text.
    external_id = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    issuer = models.ForeignKey(
        Issuer, null=True, on_delete=models.SET_NULL, related_name="credentials"
    )
    issuer_name = models.CharField(max_length=300, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    # Title, issuer and achievement as portal.kernel.text.folded makes them, for search.
    search_text = models.TextField(blank=True, editable=False)
    # The newest report and its verdict, stored for lists.
    latest_report = models.OneToOneField(
        "VerificationReport", null=True, on_delete=models.SET_NULL, related_name="latest_of"
    )
    verdict = models.CharField(max_length=20, choices=VerdictChoice.choices, blank=True)
    not_yours = models.BooleanField(default=False)
    # A reissue (same issuer and id, later valid_from) supersedes the earlier credential.
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "digest"], name="credential_once_each_holder")
        ]
        indexes = [
            models.Index(fields=["holder", "-created_at"]),
            models.Index(fields=["holder", "issuer", "external_id"]),
        ]

    def __str__(self) -> str:
        return f"credential {self.id}"

    @property
    def counts_as_evidence(self) -> bool:
        """Somebody else's credential supports nothing, however good its signature is."""
        return self.verdict == VerdictChoice.VERIFIED and not self.not_yours


class VerificationReport(BaseModel):
    """One verification. Kept for ever with the credential: a later one does not replace it."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="reports")
    verdict = models.CharField(max_length=20, choices=VerdictChoice.choices)
    checks = models.JSONField()  # [{"name", "outcome", "code", "detail", "params"}]
    # Of each credential inside a bundle: {"title", "issuer", "verdict", "checks"}.
    nested = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.verdict} at {self.checked_at:%Y-%m-%d}"
