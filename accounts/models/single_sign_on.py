"""Sign-in by an organization's own OpenID Connect provider."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Role
from accounts.models.organization import Organization
from portal.kernel import sealing
from portal.kernel.models import BaseModel

_PURPOSE = "provider secrets 1"


class ConnectionState(models.TextChoices):
    DRAFT = "draft", _("Not tested yet")
    TESTED = "tested", _("Tested, not switched on")
    ON = "on", _("Switched on")
    OFF = "off", _("Switched off")


class OidcConnectionQuerySet(models.QuerySet["OidcConnection"]):
    def on(self) -> "OidcConnectionQuerySet":
        """Those that let people in now: switched on, of organizations that are vetted."""
        return self.filter(state=ConnectionState.ON, organization__in=Organization.objects.vetted())


class OidcConnection(BaseModel):
    """What one provider is asked, and with which client. A change makes it a draft again."""

    LEGAL_MOVES: ClassVar = {
        ConnectionState.DRAFT: {ConnectionState.DRAFT, ConnectionState.TESTED},
        ConnectionState.TESTED: {
            ConnectionState.DRAFT,
            ConnectionState.TESTED,
            ConnectionState.ON,
        },
        ConnectionState.ON: {ConnectionState.DRAFT, ConnectionState.OFF},
        ConnectionState.OFF: {ConnectionState.DRAFT, ConnectionState.ON, ConnectionState.TESTED},
    }
    # What somebody who comes by the provider may become. An owner is made by an owner.
    DEFAULT_ROLES: ClassVar = (Role.VIEWER, Role.RECRUITER)

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="oidc_connection"
    )
    issuer = models.URLField(_("address of the provider (issuer)"), max_length=500)
    client_id = models.CharField(_("client id"), max_length=300)
    sealed_secret = models.BinaryField(blank=True)
    sealed_by = models.CharField(max_length=16, blank=True)
    default_role = models.CharField(
        _("role of new members"), max_length=10, choices=Role.choices, default=Role.VIEWER
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ConnectionState.choices, default=ConnectionState.DRAFT
    )
    # Raised by every change, so that a test of what was there before does not count.
    version = models.PositiveIntegerField(default=1)
    tested_at = models.DateTimeField(null=True, blank=True)

    objects = OidcConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in by an organization's provider")
        verbose_name_plural = _("sign-in by organizations' providers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(default_role__in=["viewer", "recruiter"]),
                name="sso_makes_no_owners",
                violation_error_message=_("Only an owner makes somebody an owner."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} ({self.state})"

    def seal_secret(self, secret: str) -> None:
        """Keep the client's secret, readable with ISSUING_KEY_SECRET alone (not saved)."""
        self.sealed_secret, self.sealed_by = sealing.seal(
            secret.encode(), purpose=_PURPOSE, belongs_to=str(self.pk)
        )

    def client_secret(self) -> str:
        """The secret, for the moment of asking. Raises sealing.CannotOpen."""
        return sealing.unseal(
            self.sealed_secret, self.sealed_by, purpose=_PURPOSE, belongs_to=str(self.pk)
        ).decode()

    @property
    def is_sealed_by_present_secret(self) -> bool:
        return sealing.is_current(self.sealed_by, purpose=_PURPOSE)


class SsoIdentity(BaseModel):
    """Somebody whom an organization's provider vouches for: by issuer and subject, not by email."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="sso_identities"
    )
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sso_identities"
    )
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("identity at a provider")
        verbose_name_plural = _("identities at providers")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "issuer", "subject"], name="sso_identity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organization_id}"


class SsoLogout(BaseModel):
    """A provider said that somebody has signed out there: all sessions of a subject, or one session
    (`sid`). What it had opened up to `at`, by its own clock, is over. Kept while such a session
    could still be in a browser."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="sso_logouts"
    )
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255, blank=True)
    sid = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-out at a provider")
        verbose_name_plural = _("sign-outs at providers")
        constraints = [
            # The same word again, be it repeated or replayed, says nothing new.
            models.UniqueConstraint(
                fields=["organization", "issuer", "subject", "sid", "at"], name="sso_logout_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} at {self.at}"


class RemovedMember(BaseModel):
    """Somebody whom an owner removed: the provider alone does not bring them back."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="removed_members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="removed_from"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="removed_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} from {self.organization_id}"
