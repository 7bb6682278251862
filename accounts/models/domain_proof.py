"""An organization's proof that a domain is its own. Others rest on it: sign-in by the
organization's own provider, and the contacts that answer for it."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from portal.kernel.models import BaseModel


class ProofMethod(models.TextChoices):
    EMAIL = "email", _("A code by email")
    DNS_TXT = "dns_txt", _("A DNS record")
    WELL_KNOWN = "well_known", _("A file on the website")


class ProofState(models.TextChoices):
    WAITING = "waiting", _("Not proven yet")
    PROVEN = "proven", _("Proven")
    LOST = "lost", _("No longer proven")
    ENDED = "ended", _("Ended")


class DomainProofQuerySet(models.QuerySet["DomainProof"]):
    def open(self) -> "DomainProofQuerySet":
        """Those that the organization still works with."""
        return self.exclude(state=ProofState.ENDED)

    def proven(self) -> "DomainProofQuerySet":
        return self.filter(state=ProofState.PROVEN)

    def visible_to(self, user: Any) -> "DomainProofQuerySet":
        """Members see what their organization has proven."""
        return self.filter(organization__in=Organization.objects.visible_to(user))


def new_token() -> str:
    """160 bits: what the DNS record or the file must say."""
    return secrets.token_hex(20)


class DomainProof(BaseModel):
    LEGAL_MOVES: ClassVar = {
        ProofState.WAITING: {ProofState.PROVEN, ProofState.ENDED},
        ProofState.PROVEN: {ProofState.LOST, ProofState.ENDED},
        ProofState.LOST: {ProofState.PROVEN, ProofState.ENDED},
        ProofState.ENDED: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="domain_proofs"
    )
    domain = models.CharField(_("domain"), max_length=253)
    method = models.CharField(_("how"), max_length=12, choices=ProofMethod.choices)
    token = models.CharField(max_length=40, default=new_token, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ProofState.choices, default=ProofState.WAITING
    )
    # Why the last check did not find the proof: a code of ours. Empty when it did.
    reason = models.CharField(_("last problem"), max_length=40, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed checks in a row"), default=0)
    proven_at = models.DateTimeField(_("proven"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last check"), null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # An administrator lets this organization prove a domain that another has proven.
    is_shared = models.BooleanField(_("shared by permission"), default=False)
    # For the code by email: which mailbox of the domain it went to, and its hash.
    mailbox = models.CharField(max_length=30, blank=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)

    objects = DomainProofQuerySet.as_manager()

    class Meta:
        ordering = ["domain", "created_at"]
        verbose_name = _("proof of a domain")
        verbose_name_plural = _("proofs of domains")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "domain"],
                condition=~models.Q(state="ended"),
                name="one_open_proof_of_a_domain_each",
                violation_error_message=_("You have added this domain already."),
            ),
            models.UniqueConstraint(
                fields=["domain"],
                condition=models.Q(state="proven", is_shared=False),
                name="domain_proven_by_one_organization",
                violation_error_message=_("Another organization has proven this domain."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain} ({self.state})"

    @property
    def mail_address(self) -> str:
        return f"{self.mailbox}@{self.domain}" if self.mailbox else ""
