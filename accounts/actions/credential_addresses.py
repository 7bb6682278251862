"""Addresses that credentials were issued to. They prove identity and let nobody in."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from accounts.mail import send
from accounts.models import CredentialAddress, User
from portal.kernel.audit import record

CODE_MINUTES = 15
CODE_ATTEMPTS = 5
MOST_ADDRESSES = 20
PAUSE_SECONDS = 60


class TooManyAddresses(Exception):
    """Nobody has this many old addresses."""


class TooSoon(Exception):
    """A code went out a moment ago."""


class CodeExpired(Exception):
    """The code is too old, or was tried too often: a new one is needed."""


class CodeWrong(Exception):
    """This is not the code that was sent."""


class BelongsToAnother(Exception):
    """Somebody else has proven this address."""


class AddedAlready(Exception):
    """The person has this address already, of either kind."""


@transaction.atomic
def add(*, user: User, email: str) -> CredentialAddress:
    """Add an address and send it a code. Raises AddedAlready and TooManyAddresses."""
    email = email.strip().lower()
    if EmailAddress.objects.filter(user=user, email=email, verified=True).exists():
        raise AddedAlready
    if CredentialAddress.objects.filter(user=user).count() >= MOST_ADDRESSES:
        raise TooManyAddresses
    address = CredentialAddress(user=user, email=email)
    try:
        with transaction.atomic():
            address.save(force_insert=True)
    except IntegrityError as error:
        raise AddedAlready from error
    record(by=user, obj=address, deed="credential_address_added")
    _send_code(address)
    return address


@transaction.atomic
def send_code_again(*, address: CredentialAddress, by: User) -> None:
    """Send a new code; the old one is dead. Raises TooSoon."""
    sent_at = (
        address.code_expires_at - timedelta(minutes=CODE_MINUTES)
        if address.code_expires_at
        else None
    )
    if sent_at and timezone.now() - sent_at < timedelta(seconds=PAUSE_SECONDS):
        raise TooSoon
    record(by=by, obj=address, deed="credential_address_code_sent")
    _send_code(address)


def verify(*, address: CredentialAddress, code: str, by: User) -> None:
    """Check the code. Raises CodeExpired, CodeWrong and BelongsToAnother.

    Every try counts before it is judged, so that parallel tries do not get more than their number;
    that is why the count is committed even when the code is wrong.
    """
    now = timezone.now()
    counted = CredentialAddress.objects.filter(
        pk=address.pk,
        verified_at__isnull=True,
        code_expires_at__gt=now,
        code_attempts__lt=CODE_ATTEMPTS,
    ).update(code_attempts=F("code_attempts") + 1)
    if not counted:
        raise CodeExpired
    address.refresh_from_db()
    if not check_password("".join(code.split()), address.code_hash):
        raise CodeWrong
    if (
        EmailAddress.objects.filter(email=address.email, verified=True)
        .exclude(user=address.user)
        .exists()
    ):
        raise BelongsToAnother
    try:
        with transaction.atomic():
            CredentialAddress.objects.filter(pk=address.pk).update(
                verified_at=now, code_hash="", code_expires_at=None, code_attempts=0
            )
            record(by=by, obj=address, deed="credential_address_verified")
    except IntegrityError as error:
        raise BelongsToAnother from error
    address.refresh_from_db()


@transaction.atomic
def remove(*, address: CredentialAddress, by: User) -> None:
    """Forget the address. Credentials that were matched by it are checked again on their own."""
    record(by=by, obj=address, deed="credential_address_removed")
    address.delete()


def _send_code(address: CredentialAddress) -> None:
    code = f"{secrets.randbelow(10**6):06}"
    address.code_hash = make_password(code)
    address.code_expires_at = timezone.now() + timedelta(minutes=CODE_MINUTES)
    address.code_attempts = 0
    address.save(update_fields=["code_hash", "code_expires_at", "code_attempts"])
    # The code itself is nowhere but in this mail; whoever misses it asks for another.
    transaction.on_commit(lambda: _mail_code(address, code))


def _mail_code(address: CredentialAddress, code: str) -> None:
    send(
        to=address.email,
        subject=gettext("Your code to prove an address for credentials"),
        template="accounts/mail/credential_address.txt",
        context={"code": code, "minutes": CODE_MINUTES},
        stable_id=f"address.{address.id}.{secrets.token_hex(4)}",
    )
