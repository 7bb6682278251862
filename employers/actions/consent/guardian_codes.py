"""The code that opens a guardian's page: to decide, and later to withdraw."""

from django.utils.translation import gettext_lazy as _

from employers.actions.link_codes import LinkCode
from employers.models import GuardianState

CODE = LinkCode(
    "guardian",
    _("Your code to read and decide"),
    (GuardianState.ASKED, GuardianState.AGREED),
)
