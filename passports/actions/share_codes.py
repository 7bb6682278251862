"""Codes that prove the email address to which a share is addressed."""

import datetime
import secrets

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passports.models import Audience, Share, ShareCode
from portal.kernel.audit import record

LIFE_MINUTES = 15
MOST_ATTEMPTS = 5
MOST_CODES_AN_HOUR = 5
DIGITS = 8
WRONG_CODE = gettext_lazy(
    "This code does not work. Check the digits, or ask for a new code: a code works once, "
    "for 15 minutes and five attempts."
)


class TooManyCodes(Exception):
    """So many codes were asked for that the address would be flooded."""


@transaction.atomic
def send(*, share: Share) -> None:
    """Mail a new code to the address of a share; earlier codes are dead. Raises TooManyCodes."""
    if share.audience != Audience.EMAIL:
        raise ValueError("Only a share with an email address has codes.")
    now = timezone.now()
    lately = ShareCode.objects.filter(
        share=share, created_at__gt=now - datetime.timedelta(hours=1)
    ).count()
    if lately >= MOST_CODES_AN_HOUR:
        raise TooManyCodes
    ShareCode.objects.filter(share=share, used_at__isnull=True).update(used_at=now)
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    ShareCode.objects.create(
        share=share,
        code_hash=_hash_of(share, code),
        expires_at=now + datetime.timedelta(minutes=LIFE_MINUTES),
    )
    record(by=None, obj=share, deed="share_code_sent", actor_kind="link")
    transaction.on_commit(lambda: _mail(share, code), robust=True)


@transaction.atomic
def prove(*, share: Share, code: str) -> bool:
    """Is this the code that was sent last, in time, unused and within the attempts? Uses it up."""
    usable = ShareCode.objects.filter(
        share=share,
        used_at__isnull=True,
        expires_at__gt=timezone.now(),
        attempts__lt=MOST_ATTEMPTS,
    )
    newest = usable.order_by("-created_at").first()
    # The attempt is counted before the code is compared, so that parallel guesses count too.
    if newest is None or not usable.filter(pk=newest.pk).update(attempts=F("attempts") + 1):
        return False
    digits = "".join(char for char in code if char.isdigit())
    if not constant_time_compare(newest.code_hash, _hash_of(share, digits)):
        return False
    return bool(
        ShareCode.objects.filter(pk=newest.pk, used_at__isnull=True).update(used_at=timezone.now())
    )


def _hash_of(share: Share, code: str) -> str:
    return salted_hmac("passports.share_code", f"{share.pk}:{code}", algorithm="sha256").hexdigest()


def _mail(share: Share, code: str) -> None:
    send_mail(
        _("Your code to open a career passport"),
        _(
            "%(name)s shares a career passport with you.\n\n"
            "Enter this code on the page that asked for it: %(code)s\n\n"
            "It works for %(minutes)s minutes. If you did not ask for it, do nothing."
        )
        % {"name": share.holder.display_name, "code": code, "minutes": LIFE_MINUTES},
        None,
        [share.email],
    )
