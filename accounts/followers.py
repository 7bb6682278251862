"""Who has to know when an administrator decided about an organization, or when somebody is no
member of one any more. Apps above this one register, since this one does not know what they keep
for it."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Organization, User, VettingDecision


@dataclass(frozen=True)
class Follower:
    """Both are called inside the transaction of the deed."""

    app: str
    decided: Callable[[VettingDecision], None]
    member_gone: Callable[[Organization, User], None]


_FOLLOWERS: dict[str, Follower] = {}


def follow_organizations(
    *,
    app: str,
    decided: Callable[[VettingDecision], None],
    member_gone: Callable[[Organization, User], None],
) -> None:
    _FOLLOWERS[app] = Follower(app, decided, member_gone)


def tell_decided(decision: VettingDecision) -> None:
    for follower in _FOLLOWERS.values():
        follower.decided(decision)


def tell_member_gone(organization: Organization, user: User) -> None:
    """After the membership has ended."""
    for follower in _FOLLOWERS.values():
        follower.member_gone(organization, user)
