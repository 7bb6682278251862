"""Documents of issuers as they were on a day: what verdicts rested on, shared by all holders."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel


class ArchivedKind(models.TextChoices):
    PUBLIC = "public", _("issuer's document, schema or registry")
    REGISTRY = "registry", _("published list of issuers")
    STATUS = "status", _("list of revoked credentials")


class ArchivedBody(BaseModel):
    """Bytes, once for all addresses and days at which they were seen."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()
    # When the bytes were let go because no report rests on them; digest and sightings stay.
    dropped_at = models.DateTimeField(_("let go"), null=True, blank=True)

    class Meta:
        verbose_name = _("archived body")
        verbose_name_plural = _("archived bodies")

    def __str__(self) -> str:
        return self.digest[:12]


class ArchivedDocumentQuerySet(models.QuerySet["ArchivedDocument"]):
    def visible_to(self, user: Any) -> "ArchivedDocumentQuerySet":
        """What a report on one of this holder's credentials rested on."""
        return self.filter(reports__credential__holder=user).distinct()

    def at_address(self, url: str) -> "ArchivedDocumentQuerySet":
        return self.filter(url_digest=digest_of_url(url), url=url)

    def as_of(self, url: str, moment: datetime) -> "ArchivedDocument | None":
        """What was last seen at `url` by `moment`."""
        return (
            self.at_address(url)
            .filter(fetched_at__lte=moment)
            .select_related("body")
            .order_by("-fetched_at")
            .first()
        )


class ArchivedDocument(BaseModel):
    """What was at an address, from the first time it was seen until the last."""

    # Addresses are long, so the index is on their digest.
    url = models.TextField(_("address"), max_length=4000)
    url_digest = models.CharField(max_length=64)
    body = models.ForeignKey(ArchivedBody, on_delete=models.PROTECT, related_name="sightings")
    kind = models.CharField(_("kind"), max_length=10, choices=ArchivedKind.choices)
    media_type = models.CharField(max_length=100, blank=True)
    # Where `url` led to on those days, hop by hop; the document was at the last one.
    redirects = models.JSONField(
        default=list, blank=True, db_default=models.Value([], output_field=models.JSONField())
    )
    fetched_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    reports = models.ManyToManyField(
        "passports.VerificationReport", related_name="archived", blank=True
    )

    objects = ArchivedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-fetched_at"]
        indexes = [models.Index(fields=["url_digest", "-fetched_at"])]

    def __str__(self) -> str:
        return f"{self.url[:80]} {self.fetched_at:%Y-%m-%d}"


def digest_of_url(url: str) -> str:
    return sha256(url.encode()).hexdigest()
