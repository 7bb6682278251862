"""Codes that open a guardian's page: the link alone may have been forwarded or scanned."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.mail import send as send_mail
from employers.actions.attesters.codes import (
    DIGITS,
    LIFE_MINUTES,
    MOST_ATTEMPTS,
    MOST_CODES_AN_HOUR,
    NotOpen,
    TooManyCodes,
)
from employers.models import GuardianConsent
from portal.kernel.audit import record
from portal.kernel.rate_limit import count


def send(*, guardian: GuardianConsent) -> None:
    """Mail a new code to the guardian's address; earlier codes are dead. Raises TooManyCodes, and
    NotOpen when there is nothing to decide or withdraw."""
    if not (guardian.can_answer or guardian.can_withdraw) or not guardian.email:
        raise NotOpen
    if count("guardian-code", str(guardian.pk), 3600) > MOST_CODES_AN_HOUR:
        raise TooManyCodes
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    with transaction.atomic():
        GuardianConsent.objects.filter(pk=guardian.pk).update(
            code_hash=_hash_of(guardian, code),
            code_expires_at=timezone.now() + timedelta(minutes=LIFE_MINUTES),
            code_attempts=0,
        )
        record(by=None, obj=guardian, deed="guardian_code_sent", actor_kind="link")
        transaction.on_commit(lambda: _mail(guardian, code))


def prove(*, guardian: GuardianConsent, code: str) -> bool:
    """Is this the code that was sent last, in time and within the attempts? Uses it up."""
    usable = GuardianConsent.objects.filter(
        pk=guardian.pk, code_expires_at__gt=timezone.now(), code_attempts__lt=MOST_ATTEMPTS
    ).exclude(code_hash="")
    # Counted before it is compared, and committed, so that parallel guesses count too.
    if not usable.update(code_attempts=F("code_attempts") + 1):
        return False
    guardian.refresh_from_db(fields=["code_hash"])
    wanted = _hash_of(guardian, "".join(char for char in code if char.isdigit()))
    if not constant_time_compare(guardian.code_hash, wanted):
        return False
    used = GuardianConsent.objects.filter(pk=guardian.pk, code_hash=wanted)
    return bool(used.update(code_hash="", code_expires_at=None))


def _hash_of(guardian: GuardianConsent, code: str) -> str:
    return salted_hmac(
        "employers.guardian_code", f"{guardian.pk}:{code}", algorithm="sha256"
    ).hexdigest()


def _mail(guardian: GuardianConsent, code: str) -> None:
    send_mail(
        to=guardian.email,
        subject=_("Your code to read and decide"),
        template="employers/mail/attestation_code.txt",
        context={"code": code, "minutes": LIFE_MINUTES},
        stable_id=f"guardian.{guardian.id}.code.{secrets.token_hex(4)}",
    )
