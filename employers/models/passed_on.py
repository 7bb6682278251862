"""What another portal was told, and the credential here on which it rests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.portal_received import ReceivedInquiry
from passports.models import Credential, IssuedCredential
from portal.kernel.models import BaseModel


class PassedOn(BaseModel):
    """An attestation that says what a credential says: it is taken back with that one."""

    received = models.ForeignKey(
        ReceivedInquiry, on_delete=models.CASCADE, related_name="passed_on"
    )
    # Empty once the person has removed it: then nobody can say any longer what became of it.
    credential = models.ForeignKey(
        Credential, null=True, on_delete=models.SET_NULL, related_name="passed_on"
    )
    issued = models.OneToOneField(
        IssuedCredential, on_delete=models.CASCADE, related_name="passed_on"
    )
    # For whom the credential had to speak.
    organization_name = models.CharField(_("organization"), max_length=300)

    class Meta:
        verbose_name_plural = _("attestations passed on")

    def __str__(self) -> str:
        return f"{self.issued_id} rests on {self.credential_id}"
