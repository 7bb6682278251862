"""Who issues credentials, and the registries that know them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel


class Issuer(BaseModel):
    identifier = models.CharField(_("DID or address"), max_length=500, unique=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    # A suspended issuer is recognized by no registry, whatever these say.
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["name", "identifier"]

    def __str__(self) -> str:
        return self.name or self.identifier


class RegistryKind(models.TextChoices):
    """How a registry says whom it knows. Remote ones are fetched every day."""

    ISSUERS = "issuers", _("issuers, each by its identifier")
    ORIGINS = "origins", _("web origins: every issuer at one of these addresses")
    REMOTE_LIST = "remote_list", _("list of issuers that somebody publishes (JSON)")
    FEDERATION = "federation", _("OpenID Federation, by its trust anchor")


REMOTE_KINDS = (RegistryKind.REMOTE_LIST, RegistryKind.FEDERATION)


class TrustRegistry(BaseModel):
    kind = models.CharField(
        _("kind"), max_length=12, choices=RegistryKind.choices, default=RegistryKind.ISSUERS
    )
    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    source_url = models.URLField(_("where it comes from"), blank=True)
    active = models.BooleanField(_("in use"), default=True)
    # Of remote kinds only: when its publisher was last heard, what was wrong the last time, and
    # the keys of a trust anchor as they were first seen, without which no statement counts.
    refreshed_at = models.DateTimeField(_("last fetched"), null=True, blank=True)
    problem = models.CharField(_("problem of the last fetch"), max_length=60, blank=True)
    anchor_keys = models.JSONField(_("keys of the trust anchor"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("trust registries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SpeaksFor(models.TextChoices):
    """About whom an issuer's word counts, see docs/adr/0009-for-whom-an-issuer-speaks.md."""

    ITSELF = "itself", _("itself only")
    LISTED = "listed", _("itself and the organizations below")
    ANY = "any", _("any organization (a clearing house, such as a state transcript service)")


class RecognizedIssuer(BaseModel):
    """One line of a trust registry."""

    registry = models.ForeignKey(TrustRegistry, on_delete=models.CASCADE, related_name="issuers")
    identifier = models.CharField(_("DID or https address"), max_length=500, db_index=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    speaks_for = models.CharField(
        _("speaks for"),
        max_length=6,
        choices=SpeaksFor.choices,
        default=SpeaksFor.ITSELF,
        db_default=SpeaksFor.ITSELF,
    )
    organizations = models.TextField(
        _("organizations"),
        blank=True,
        default="",
        db_default="",
        max_length=20_000,
        help_text=_("One name on each line, as claims write it. Other names of the issuer, too."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(speaks_for=SpeaksFor.LISTED) | ~models.Q(organizations=""),
                name="who_speaks_for_others_names_them",
                violation_error_message=_("Name the organizations for which it speaks."),
            ),
            models.UniqueConstraint(
                fields=["registry", "identifier"],
                name="issuer_once_each_registry",
                violation_error_message=_("This registry lists that issuer already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.identifier

    @property
    def organization_names(self) -> tuple[str, ...]:
        """Those for whom it speaks, if it speaks for some that are named."""
        return names_in(self.organizations) if self.speaks_for == SpeaksFor.LISTED else ()


def names_in(text: str) -> tuple[str, ...]:
    """The names that stand one on each line."""
    return tuple(name for line in text.splitlines() if (name := line.strip()))


class PastRecognition(BaseModel):
    """A line that a registry no longer has: who was recognized until when."""

    registry = models.ForeignKey(
        TrustRegistry, on_delete=models.CASCADE, related_name="past_issuers"
    )
    identifier = models.CharField(max_length=500, db_index=True)
    name = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True, blank=True)
    speaks_for = models.CharField(
        max_length=6, choices=SpeaksFor.choices, default="itself", db_default="itself"
    )
    organizations = models.TextField(blank=True, default="", db_default="")
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name or self.identifier} until {self.ended_at:%Y-%m-%d}"

    @property
    def organization_names(self) -> tuple[str, ...]:
        return names_in(self.organizations) if self.speaks_for == SpeaksFor.LISTED else ()


class OrganizationIdentifier(BaseModel):
    """An identifier under which an organization of this portal issues. What it signs with it
    comes from a recognized issuer as long as the organization is vetted."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="issuer_identifiers"
    )
    identifier = models.CharField(
        _("DID or https address"),
        max_length=500,
        unique=True,
        error_messages={"unique": _("This identifier belongs to an organization already.")},
    )

    def __str__(self) -> str:
        return self.identifier
