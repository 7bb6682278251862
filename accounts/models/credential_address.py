"""An address to which credentials were issued. It proves identity only: nothing that lets a
person in (codes, resets, links) is ever sent to it. Addresses for sign-in are allauth's."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel


class CredentialAddressQuerySet(models.QuerySet["CredentialAddress"]):
    def visible_to(self, user: Any) -> "CredentialAddressQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()


class CredentialAddress(BaseModel):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credential_addresses"
    )
    email = models.EmailField(_("email address"))
    verified_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)

    objects = CredentialAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address in credentials")
        verbose_name_plural = _("addresses in credentials")
        constraints = [
            models.UniqueConstraint(
                "user",
                Lower("email"),
                name="credential_address_once_each",
                violation_error_message=_("You have added this address already."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(verified_at__isnull=False),
                name="credential_address_verified_by_one",
                violation_error_message=_("Somebody else has verified this address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ({'verified' if self.verified_at else 'not verified'})"
