"""A code to a mailbox of the domain that only those who run the domain read.

Not any mailbox: a student's address at a college proves nothing about the college. These five are
the ones that certificate authorities accept for the same question.

Source: CA/Browser Forum Baseline Requirements, 3.2.2.4.4,
https://cabforum.org/working-groups/server/baseline-requirements/requirements/
"""

from django.utils.translation import gettext_lazy as _

from accounts.domain_proofs.method import Method, Text
from accounts.models import DomainProof

MAILBOXES = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
VALID_DAYS = 365


def _steps(proof: DomainProof) -> list[tuple[Text, str]]:
    return [(_("We sent the code to"), proof.mail_address)] if proof.mailbox else []


METHOD = Method(
    label=_("A code by email"),
    explanation=_(
        "We send a code to admin, administrator, hostmaster, postmaster or webmaster at your "
        "domain. Once a year we ask for a new one."
    ),
    check=None,
    steps=_steps,
    sentences={
        "too_old": _("The code was entered more than a year ago. Ask for a new one."),
    },
    valid_days=VALID_DAYS,
)
