"""What an organization may ask for, and the legal basis that it states."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PurposeCode(models.TextChoices):
    HIRING = "hiring", _("Hiring decision for a job")
    LICENSE = "license", _("Proof of a license or certificate that the job requires")
    ADMISSION = "admission", _("Admission to a course or apprenticeship")
    OTHER = "other", _("Another purpose")


# None of these stands without the person's consent: it is asked for on a page of its own.
_LEGAL_BASES: dict[str, Promise] = {
    PurposeCode.HIRING: _(
        "Your written consent, as the law on background checks requires before an employer asks "
        "others about you."
    ),
    PurposeCode.LICENSE: _(
        "Your consent, and the rule that nobody does this job without the license or certificate."
    ),
    PurposeCode.ADMISSION: _(
        "Your consent to the release of your education records, for an application that you made."
    ),
    PurposeCode.OTHER: _("Your consent alone."),
}


def legal_basis(code: str) -> Promise:
    """What the requester bases this purpose on, in the words that the holder reads."""
    return _LEGAL_BASES[PurposeCode(code)]
