"""The link that a guardian gets by mail, and the row that it leads to.

Its token is derived from the secret key, so that a worker can write the mail while the database
holds a hash only.
"""

import hashlib
from smtplib import SMTPException
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.mail import send
from employers.models import GuardianConsent
from portal.kernel import languages
from portal.kernel.work import Transient

MAIL_WORK = "employers.mail_guardian"
RETRY_AFTER_SECONDS = 900


def mail_link(guardian_id: UUID) -> None:
    """Mail the link, unless it is of no use any more. Raises Transient while no mail server
    answers."""
    guardian = with_request(GuardianConsent.objects.filter(pk=guardian_id))
    if guardian is None or not guardian.can_answer or not guardian.email:
        return
    person = " ".join(guardian.person_name.split())
    try:
        # What the family speaks is likelier that of the minor than the portal's own.
        with languages.reading(guardian.consent.content.get("language", "")):
            send(
                to=guardian.email,
                subject=_("%(person)s needs your agreement") % {"person": person},
                template="employers/mail/guardian.txt",
                context={
                    "guardian": guardian,
                    "person": person,
                    "asked": guardian.consent.request,
                    "path": reverse("guardian", args=[token_of(guardian)]),
                    "languages": languages.offered(),
                },
                stable_id=f"guardian.{guardian.id}",
            )
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error


def token_of(guardian: GuardianConsent) -> str:
    return salted_hmac("employers.guardian", str(guardian.id), algorithm="sha256").hexdigest()


def find_by_token(token: str) -> GuardianConsent | None:
    """The question that a link leads to, in whatever state."""
    return with_request(GuardianConsent.objects.filter(token_hash=hashed(token)))


def with_request(found: QuerySet[GuardianConsent]) -> GuardianConsent | None:
    return found.select_related(
        "consent__request__organization",
        "consent__request__holder",
        "consent__request__requested_by",
        "consent__holder",
    ).first()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
