"""A document that a holder gives for a claim when nobody has confirmed it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.requested_claim import RequestedClaim
from portal.kernel.models import BaseModel


class ClaimDocumentQuerySet(models.QuerySet["ClaimDocument"]):
    def visible_to(self, user: object) -> "ClaimDocumentQuerySet":
        return self.filter(holder=user)


class ClaimDocument(BaseModel):
    """Bytes as they came. Nobody has confirmed them, and every page that shows one says so."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claim_documents"
    )
    row = models.ForeignKey(RequestedClaim, on_delete=models.CASCADE, related_name="documents")
    filename = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = ClaimDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["row", "digest"], name="document_once_each_row")
        ]

    def __str__(self) -> str:
        return f"document for {self.row_id}"
