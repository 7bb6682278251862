"""Codes that open what a link in a mail leads to: the link alone may have been forwarded, or
visited by a scanner. One mechanism for whoever is asked without an account.

A code goes to the address that was asked and nowhere else, is stored as a keyed hash, lives for 15
minutes and five attempts, and works once.
"""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise

from accounts.mail import send as send_mail
from employers.actions.refusals import NotOpen
from employers.models.opened_by_code import OpenedByCode
from portal.kernel.audit import record
from portal.kernel.rate_limit import count

LIFE_MINUTES = 15
MOST_ATTEMPTS = 5
MOST_CODES_AN_HOUR = 5
CODES_WINDOW_SECONDS = 60 * 60
# Whoever has the link, and not the mailbox, could ask for codes as long as it lasts.
MOST_CODES_A_DAY = 15
DIGITS = 8


class TooManyCodes(Exception):
    """So many codes were asked for that the address would be flooded."""


@dataclass(frozen=True, slots=True)
class LinkCode:
    """What one kind of row needs of its own.

    Args:
        name: in the audit row, the limit, the id of the mail and the key of the hash, so that a
            code opens nothing of another kind.
        subject: of the mail.
        states: in which the database may still store or use up a code.
    """

    name: str
    subject: Promise
    states: Collection[str]

    def send(self, *, asked: OpenedByCode) -> None:
        """Mail a new code to the address that was asked; earlier codes are dead. Raises
        TooManyCodes and NotOpen."""
        if not asked.takes_code or not asked.email:
            raise NotOpen
        if count(f"{self.name}-code", str(asked.pk), CODES_WINDOW_SECONDS) > MOST_CODES_AN_HOUR:
            raise TooManyCodes
        if count(f"{self.name}-code-day", str(asked.pk), 86_400) > MOST_CODES_A_DAY:
            raise TooManyCodes
        code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
        with transaction.atomic():
            self.keep(asked=asked, code=code)
            record(by=None, obj=asked, deed=f"{self.name}_code_sent", actor_kind="link")
            # The code is nowhere but in this mail; whoever misses it asks for another.
            transaction.on_commit(lambda: self._mail(asked, code))

    def keep(self, *, asked: OpenedByCode, code: str) -> None:
        """This is the code from now on. Raises NotOpen when nothing is open any more."""
        if not self._open(asked).update(
            code_hash=self._hash_of(asked, code),
            code_expires_at=timezone.now() + timedelta(minutes=LIFE_MINUTES),
            code_attempts=0,
        ):
            raise NotOpen

    def prove(
        self, *, asked: OpenedByCode, code: str, then: Callable[[], None] = lambda: None
    ) -> bool:
        """Is this the code that was sent last, in time and within the attempts? Uses it up, and
        does `then` in the same transaction. Raises NotOpen."""
        if not asked.takes_code:
            raise NotOpen
        usable = self._open(asked).filter(
            code_expires_at__gt=timezone.now(), code_attempts__lt=MOST_ATTEMPTS
        )
        # Counted before it is compared, and committed, so that parallel guesses count too.
        if not usable.exclude(code_hash="").update(code_attempts=F("code_attempts") + 1):
            return False
        asked.refresh_from_db(fields=["code_hash"])
        wanted = self._hash_of(asked, "".join(char for char in code if char.isdigit()))
        if not constant_time_compare(asked.code_hash, wanted):
            return False
        with transaction.atomic():
            used = self._open(asked).filter(code_hash=wanted)
            if not used.update(code_hash="", code_expires_at=None):
                return False
            then()
        return True

    def _open(self, asked: OpenedByCode) -> QuerySet[Any]:
        model: Any = type(asked)
        found: QuerySet[Any] = model._base_manager.filter(pk=asked.pk, state__in=self.states)
        return found

    def _hash_of(self, asked: OpenedByCode, code: str) -> str:
        key = f"employers.{self.name}_code"
        return salted_hmac(key, f"{asked.pk}:{code}", algorithm="sha256").hexdigest()

    def _mail(self, asked: OpenedByCode, code: str) -> None:
        send_mail(
            to=asked.email,
            subject=str(self.subject),
            template="employers/mail/link_code.txt",
            context={"code": code, "minutes": LIFE_MINUTES},
            stable_id=f"{self.name}.{asked.pk}.code.{secrets.token_hex(4)}",
        )
