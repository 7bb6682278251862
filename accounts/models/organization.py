"""An employer, education provider or agency, and whether administrators have vetted it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel
from portal.kernel.text import folded


class OrganizationKind(models.TextChoices):
    EMPLOYER = "employer", _("Employer")
    STAFFING_AGENCY = "staffing_agency", _("Staffing agency")
    EDUCATION_PROVIDER = "education_provider", _("School, college or training provider")
    PUBLIC_AGENCY = "public_agency", _("Public agency")


class Vetting(models.TextChoices):
    PENDING = "pending", _("Waiting for vetting")
    VETTED = "vetted", _("Vetted")
    REJECTED = "rejected", _("Rejected")
    SUSPENDED = "suspended", _("Suspended")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def vetted(self) -> "OrganizationQuerySet":
        return self.filter(vetting=Vetting.VETTED)

    def of(self, user: Any) -> "OrganizationQuerySet":
        """Those that this user is a member of, as far as this session reaches."""
        if not user.is_authenticated:
            return self.none()
        mine = self.filter(memberships__user=user)
        return mine.filter(pk=user.acts_only_for) if user.acts_only_for else mine

    def visible_to(self, user: Any) -> "OrganizationQuerySet":
        """The pages of an organization are its members'."""
        return self.of(user)

    def search(self, text: str) -> "OrganizationQuerySet":
        """By a part of the name, whatever its case and accents."""
        return self.filter(name_folded__contains=folded(text))


class Organization(BaseModel):
    LEGAL_MOVES: ClassVar = {
        Vetting.PENDING: {Vetting.VETTED, Vetting.REJECTED},
        Vetting.VETTED: {Vetting.SUSPENDED},
        Vetting.REJECTED: {Vetting.PENDING, Vetting.VETTED},
        Vetting.SUSPENDED: {Vetting.VETTED},
    }

    name = models.CharField(_("name"), max_length=200)
    name_folded = models.CharField(max_length=400, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganizationKind.choices)
    website = models.URLField(_("website"), blank=True)
    email_domain = models.CharField(_("email domain"), max_length=253, blank=True)
    purpose = models.TextField(_("why you want to use the portal"), blank=True, max_length=2000)
    vetting = models.CharField(
        _("vetting"), max_length=10, choices=Vetting.choices, default=Vetting.PENDING
    )
    vetting_reason = models.TextField(_("reason of the last decision"), blank=True, max_length=2000)
    vetted_at = models.DateTimeField(null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_folded = folded(self.name)
        super().save(*args, **kwargs)

    @property
    def is_vetted(self) -> bool:
        return self.vetting == Vetting.VETTED

    def proven_domains(self) -> list[str]:
        """The domains that this organization has proven as its own, in order of the alphabet."""
        proven = self.domain_proofs.filter(state="proven")
        return sorted(proven.values_list("domain", flat=True))
