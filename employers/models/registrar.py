"""Where an organization wants to be asked about the people who learned or worked there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from portal.kernel.models import BaseModel


class Registrar(BaseModel):
    """The one address that answers for an organization; preferred to anybody a holder names."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="registrar"
    )
    email = models.EmailField(_("email address"))
    # In which we write there; empty for one that offers all that the portal has.
    language = models.CharField(_("language"), max_length=10, blank=True, db_default="")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"registrar of {self.organization_id}"
