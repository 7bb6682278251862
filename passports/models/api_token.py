"""Tokens with which an organization's own systems use the API."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role
from portal.kernel.models import BaseModel


class ApiScope(models.TextChoices):
    VERIFY = "verify", _("Verify credentials and presentations")
    ISSUE = "issue", _("Issue credentials in the name of the organization")
    STATUS = "status", _("Revoke, suspend and reinstate what it issued")
    REQUESTS_READ = "requests:read", _("Read what the organization asked people, and the answers")
    REQUESTS_SEND = "requests:send", _("Ask people in the name of whoever makes the token")
    ATTEST = "attest", _("Read and answer what the organization is asked about people")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, of an organization that is vetted now, made by somebody who
        is still there: whoever left may have kept the text."""
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        return self.filter(
            unexpired,
            _maker_is_member(),
            revoked_at__isnull=True,
            organization__in=Organization.objects.vetted(),
        )

    def visible_to(self, user: Any) -> "ApiTokenQuerySet":
        """Owners of the organization see its tokens."""
        owned = Membership.objects.of(user).filter(role=Role.OWNER)
        mine = self.filter(organization__in=owned.values("organization"))
        return mine.annotate(maker_is_member=_maker_is_member())


def _maker_is_member() -> Exists:
    members = Membership.objects.filter(user__is_active=True)
    return Exists(
        members.filter(organization=OuterRef("organization"), user=OuterRef("created_by"))
    )


class ApiToken(BaseModel):
    """Only a digest is kept; `prefix` is the part that people recognize it by."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("begins with"), max_length=16, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("may"), default=list)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        """Whether it opens anything now, given that its organization is vetted and who made it is
        still a member."""
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not expired

    @property
    def scope_labels(self) -> list[str]:
        return [str(ApiScope(scope).label) for scope in self.scopes if scope in ApiScope.values]
