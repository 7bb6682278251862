"""Codes that open the form of an attester: a link alone may have been forwarded or scanned."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.mail import send as send_mail
from employers.models import AttestationRequest, AttestationState
from employers.models.attestation_request import OPEN_ATTESTATIONS
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.rate_limit import count

LIFE_MINUTES = 15
MOST_ATTEMPTS = 5
MOST_CODES_AN_HOUR = 5
DIGITS = 8


class TooManyCodes(Exception):
    """So many codes were asked for that the address would be flooded."""


class NotOpen(Exception):
    """It was answered, declined, handed over, stopped, or its time is over."""


def send(*, attestation: AttestationRequest) -> None:
    """Mail a new code to the address that was asked; earlier codes are dead. Raises TooManyCodes
    and NotOpen."""
    if not attestation.is_open:
        raise NotOpen
    if count("attest-code", str(attestation.pk), 3600) > MOST_CODES_AN_HOUR:
        raise TooManyCodes
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    with transaction.atomic():
        open_now = AttestationRequest.objects.filter(pk=attestation.pk, state__in=OPEN_ATTESTATIONS)
        if not open_now.update(
            code_hash=_hash_of(attestation, code),
            code_expires_at=timezone.now() + timedelta(minutes=LIFE_MINUTES),
            code_attempts=0,
        ):
            raise NotOpen
        record(by=None, obj=attestation, deed="attestation_code_sent", actor_kind="link")
        # The code is nowhere but in this mail; whoever misses it asks for another.
        transaction.on_commit(lambda: _mail(attestation, code))


def prove(*, attestation: AttestationRequest, code: str) -> bool:
    """Is this the code that was sent last, in time and within the attempts? Uses it up, and notes
    that the request was opened. Raises NotOpen."""
    if not attestation.is_open:
        raise NotOpen
    usable = AttestationRequest.objects.filter(
        pk=attestation.pk,
        state__in=OPEN_ATTESTATIONS,
        code_expires_at__gt=timezone.now(),
        code_attempts__lt=MOST_ATTEMPTS,
    ).exclude(code_hash="")
    # Counted before it is compared, and committed, so that parallel guesses count too.
    if not usable.update(code_attempts=F("code_attempts") + 1):
        return False
    attestation.refresh_from_db(fields=["code_hash"])
    wanted = _hash_of(attestation, "".join(char for char in code if char.isdigit()))
    if not constant_time_compare(attestation.code_hash, wanted):
        return False
    with transaction.atomic():
        used = AttestationRequest.objects.filter(
            pk=attestation.pk, code_hash=wanted, state__in=OPEN_ATTESTATIONS
        )
        if not used.update(code_hash="", code_expires_at=None):
            return False
        first = (AttestationState.WAITING, AttestationState.SENT)
        if move(attestation, to=AttestationState.OPENED, only_from=first, opened_at=timezone.now()):
            record(by=None, obj=attestation, deed="attestation_opened", actor_kind="link")
    return True


def _hash_of(attestation: AttestationRequest, code: str) -> str:
    return salted_hmac(
        "employers.attest_code", f"{attestation.pk}:{code}", algorithm="sha256"
    ).hexdigest()


def _mail(attestation: AttestationRequest, code: str) -> None:
    send_mail(
        to=attestation.email,
        subject=_("Your code to answer a question about a person"),
        template="employers/mail/attestation_code.txt",
        context={"code": code, "minutes": LIFE_MINUTES},
        stable_id=f"attestation.{attestation.id}.code.{secrets.token_hex(4)}",
    )
