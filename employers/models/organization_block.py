"""A holder who wants no more requests of an organization."""

from django.conf import settings
from django.db import models

from accounts.models import Organization, User
from portal.kernel.models import BaseModel


class OrganizationBlockQuerySet(models.QuerySet["OrganizationBlock"]):
    def visible_to(self, user: User) -> "OrganizationBlockQuerySet":
        """The holder's own: the organization never learns of them."""
        return self.filter(holder=user)


class OrganizationBlock(BaseModel):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organization_blocks"
    )
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="blocks")

    objects = OrganizationBlockQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "organization"], name="blocked_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} blocks {self.organization_id}"
