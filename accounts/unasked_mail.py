"""Mail to a mailbox at which nobody asked for it: only so much of it goes out in a day."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.mailboxes import mailbox_of
from portal.kernel.rate_limit import count

# To one mailbox, at the wish of one organization or person. More goes out on later days, unless
# what it was about is over by then: whoever asks and withdraws in turn fills no mailbox.
MOST_A_DAY = 6
_DAY_SECONDS = 86_400


def due_at(*, to: str, wish_of: object) -> datetime | None:
    """When one more mail that `wish_of` (a row's id) causes to this address may go out; None for at
    once. Counts it. Whoever wishes learns nothing of it, so nothing of others' mail either."""
    number = count("unasked-mail", f"{wish_of} {mailbox_of(to)}", _DAY_SECONDS)
    days = (number - 1) // MOST_A_DAY
    return timezone.now() + timedelta(days=days) if days else None
