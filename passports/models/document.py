"""Bytes as they came, named by their digest. They never change."""

from django.conf import settings
from django.db import models

from portal.kernel.models import BaseModel


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: object) -> "DocumentQuerySet":
        return self.filter(holder=user)


class Document(BaseModel):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="documents"
    )
    # SHA-256 of the extracted credential's bytes (for JSON and JWT these are the file's bytes).
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    filename = models.CharField(max_length=255, blank=True)
    # The PNG or SVG in which the credential was baked, if any.
    container = models.BinaryField(null=True, blank=True)
    container_digest = models.CharField(max_length=64, blank=True)
    container_media_type = models.CharField(max_length=100, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "digest"], name="document_once_each_holder")
        ]

    def __str__(self) -> str:
        return self.digest[:12]
