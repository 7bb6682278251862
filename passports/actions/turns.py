"""One after the other at a credential: its checks, its disputes, and what others are told of it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from passports.models import Credential


def take_turn(credentials: Iterable[UUID | None]) -> None:
    """Wait for whoever else changes what is known of these credentials, inside the caller's
    transaction; what is read after it is true until that ends.

    Before any other row of theirs is changed: two deeds that lock in two orders would wait for each
    other. An UPDATE that changes nothing, because SQLite ignores SELECT … FOR UPDATE.
    """
    for pk in sorted({each for each in credentials if each is not None}):
        Credential.objects.filter(pk=pk).update(next_check_at=F("next_check_at"))
