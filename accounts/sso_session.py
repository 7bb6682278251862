"""Sessions that an organization's provider opened: they reach that organization's pages, and end
with the membership."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import ConnectionState, Membership, Organization, User

_KEY = "sso_organization"
HOURS = 12
_BACKEND = "django.contrib.auth.backends.ModelBackend"
# Where others are sent home, these are sent to their organization.
_HOMES = frozenset({"home", "landing"})


def open_session(request: HttpRequest, *, user: User, organization: Organization) -> None:
    """Sign this person in for this organization alone. Whatever the browser's session held before
    is gone, proofs of the person's own factors included."""
    request.session.flush()
    login(request, user, backend=_BACKEND)
    request.session[_KEY] = str(organization.pk)
    request.session.set_expiry(HOURS * 3600)


def organization_id_of(request: HttpRequest) -> UUID | None:
    """The organization whose provider opened this session; None for a session of one's own."""
    kept = request.session.get(_KEY)
    return UUID(kept) if kept else None


class SsoSessionMiddleware:
    """Asked at every click: still a member, still switched on, still vetted? And is this page the
    organization's? What is on no list is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        organization_id = organization_id_of(request)
        if organization_id is not None and request.user.is_authenticated:
            if not _still_good(request.user, organization_id):
                logout(request)
                return redirect("sso_ended")
            request.user.acts_only_for = organization_id
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or request.user.acts_only_for is None:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _HOMES:
            return redirect(settings.SSO_HOME)
        if name in settings.SSO_PAGES:
            return None
        wanted = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('sso_own_way')}?{urlencode({'next': wanted})}")


def _still_good(user: Any, organization_id: UUID) -> bool:
    memberships = Membership.objects.active().filter(user=user, organization=organization_id)
    return memberships.filter(organization__oidc_connection__state=ConnectionState.ON).exists()
