"""Where a person can go, by role. The header and the home pages share these."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.current import membership_of
from accounts.models import Notification


class Place(NamedTuple):
    label: str | Promise
    url: str
    current: bool = False


PASSPORT = (_("Passport"), "passport")
ORGANIZATION = (_("Shared with us"), "employer_home")
HOLDER = (
    PASSPORT,
    (_("Credentials"), "credentials"),
    (_("Shares"), "shares"),
    (_("Requests"), "requests_for_me"),
)
WORK = (
    ORGANIZATION,
    (_("Our requests"), "employer_requests"),
    (_("Questions to us"), "attestations"),
)
MEMBER = (*WORK, (_("My passport"), "passport"))
# Signed in by the organization's own provider: its pages, and the way to one's own.
COLLEAGUE = WORK
STAFF = ((_("Administration"), "admin:index"),)
ACCOUNT = (_("Account"), "account")


def url_of(name: str) -> str:
    """The address of a page, or nothing where this installation leaves the page out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _open(places: Iterable[tuple[str | Promise, str]], path: str) -> list[Place]:
    found = [Place(label, url_of(name)) for label, name in places]
    found = [place for place in found if place.url]
    # The longest address wins, so that "/passport/shares/" is not also "/passport/".
    here = max((p.url for p in found if path.startswith(p.url)), key=len, default="")
    return [place._replace(current=place.url == here) for place in found]


def acts_for_organization(request: HttpRequest) -> bool:
    """Until its organization is vetted, a member has nothing to open there."""
    membership = membership_of(request)
    return membership is not None and membership.organization.is_vetted


def places_of(request: HttpRequest) -> list[Place]:
    """What the header offers this person."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if user.acts_only_for is not None:
        here = Place(_("Your organization"), reverse("organization", args=[user.acts_only_for]))
        places = [*_open(COLLEAGUE, request.path), here]
        return [*places, Place(_("My own account"), url_of("sso_own_way"))]
    mine = MEMBER if acts_for_organization(request) else HOLDER
    unread = Notification.objects.visible_to(user).unread().count()
    news = _("Notifications (%d)") % unread if unread else _("Notifications")
    staff = STAFF if user.is_staff else ()
    return _open([*mine, *staff, (news, "notifications"), ACCOUNT], request.path)
