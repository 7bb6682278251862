"""What the removal of a credential destroys."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passports.models import Claim, Credential


def what_removal_destroys(credential: Credential, claims: Sequence[Claim]) -> list[str]:
    """One sentence for each thing that is gone after it."""
    count = credential.reports.count()
    destroyed = [
        _("The file, in our database. Keep your own copy if you may need it again."),
        ngettext(
            "The report of %(count)d verification.",
            "The reports of %(count)d verifications.",
            count,
        )
        % {"count": count},
    ]
    for claim in claims:
        title = claim.current.title if claim.current else str(claim.kind)
        destroyed.append(
            _("What it says about “%(title)s”, which stays in your passport with less behind it.")
            % {"title": title}
        )
    return destroyed
