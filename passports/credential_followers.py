"""Who has to know when a credential was checked again. Apps above this one register, since this
one does not know what they have told others on the strength of it."""

from collections.abc import Callable

from passports.models import Credential

Deed = Callable[[Credential], None]

_FOLLOWERS: dict[str, Deed] = {}


def follow_credentials(*, app: str, checked: Deed) -> None:
    """Call `checked` inside the transaction that stores another report of a credential."""
    _FOLLOWERS[app] = checked


def tell_checked(credential: Credential) -> None:
    for checked in _FOLLOWERS.values():
        checked(credential)
