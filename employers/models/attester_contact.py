"""Whom a holder names for a claim that no credential proves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.claims import attested
from passports.models import Claim
from portal.kernel.models import BaseModel


class Standing(models.TextChoices):
    """How an address belongs to the organization of a claim, in the words that all sides read."""

    REGISTRAR = "registrar", _("the address that the organization named for such questions")
    PROVEN_DOMAIN = "proven_domain", _("an address at a domain that the organization has proven")
    STATED_DOMAIN = (
        "stated_domain",
        _("an address at the domain of the organization's website, which it has not proven"),
    )
    OTHER_DOMAIN = (
        "other_domain",
        _("an address that nobody has tied to the organization"),
    )
    FREE_MAIL = (
        "free_mail",
        _("a free-mail address, which anybody can have under any name"),
    )

    @property
    def level(self) -> str:
        """How sure it is that the organization itself speaks: high, medium or low."""
        return _LEVELS[self]


_LEVELS = {
    Standing.REGISTRAR: attested.HIGH,
    Standing.PROVEN_DOMAIN: attested.HIGH,
    Standing.STATED_DOMAIN: attested.MEDIUM,
    Standing.OTHER_DOMAIN: attested.LOW,
    Standing.FREE_MAIL: attested.LOW,
}


class AttesterContactQuerySet(models.QuerySet["AttesterContact"]):
    def visible_to(self, user: object) -> "AttesterContactQuerySet":
        return self.filter(holder=user)


class AttesterContact(BaseModel):
    """A third party's data, given by the holder: kept while it is of use, see actions/contacts."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attester_contacts"
    )
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="attester_contact")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200)
    email = models.EmailField(_("email address"))
    # In which we write to them; empty if the holder does not know.
    language = models.CharField(_("language"), max_length=10, blank=True, db_default="")
    standing = models.CharField(max_length=20, choices=Standing.choices)

    objects = AttesterContactQuerySet.as_manager()

    def __str__(self) -> str:
        return f"contact for {self.claim_id}"
