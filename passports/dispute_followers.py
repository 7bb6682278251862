"""Who has to know when a dispute is opened or closed. Apps above this one register, since this
one does not know of the answers that they gave."""

from collections.abc import Callable
from dataclasses import dataclass

from passports.models import Dispute

Deed = Callable[[Dispute], None]


@dataclass(frozen=True)
class Follower:
    """Both are called inside the transaction that opens or closes the dispute."""

    app: str
    opened: Deed
    closed: Deed


_FOLLOWERS: dict[str, Follower] = {}


def follow_disputes(*, app: str, opened: Deed, closed: Deed) -> None:
    _FOLLOWERS[app] = Follower(app, opened, closed)


def tell_opened(dispute: Dispute) -> None:
    for follower in _FOLLOWERS.values():
        follower.opened(dispute)


def tell_closed(dispute: Dispute) -> None:
    for follower in _FOLLOWERS.values():
        follower.closed(dispute)
