"""What a request's answers showed to its requester: the tie to the record that the holder keeps.

The record is the holder's and lives below this app, so that the tie is a row of its own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.verification_request import VerificationRequest
from passports.models import Disclosure
from portal.kernel.models import BaseModel


class RequestDisclosure(BaseModel):
    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="disclosures"
    )
    disclosure = models.OneToOneField(
        Disclosure, on_delete=models.CASCADE, related_name="of_request"
    )

    class Meta:
        verbose_name = _("disclosure of a request")
        verbose_name_plural = _("disclosures of requests")

    def __str__(self) -> str:
        return f"{self.disclosure_id} of {self.request_id}"
