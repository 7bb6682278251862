"""Sessions that an organization's provider opened: they reach that organization's pages, and end
with the membership."""

import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.domains import domain_of
from accounts.models import (
    ConnectionState,
    DomainProof,
    Membership,
    OidcConnection,
    SsoLogout,
    User,
)
from accounts.oidc import Person

_KEY = "sso"
HOURS = 12
_BACKEND = "django.contrib.auth.backends.ModelBackend"
# Where others are sent home, these are sent to their organization.
_HOMES = frozenset({"home", "landing"})


def open_session(
    request: HttpRequest, *, user: User, connection: OidcConnection, person: Person
) -> None:
    """Sign this person in for this organization alone. Whatever the browser's session held before
    is gone, proofs of the person's own factors included."""
    request.session.flush()
    login(request, user, backend=_BACKEND)
    remember(request.session, connection=connection, person=person)
    request.session.set_expiry(HOURS * 3600)


def remember(
    session: MutableMapping[str, Any], *, connection: OidcConnection, person: Person
) -> None:
    """Keep what this session rests on: whatever of it ends, ends the session."""
    session[_KEY] = {
        "organization": str(connection.organization_id),
        "issuer": connection.issuer,
        "client_id": connection.client_id,
        "subject": person.subject,
        "sid": person.sid,
        "issued_at": person.issued_at,
        "domain": domain_of(person.email),
        "begun_at": time.time(),
    }


class SsoSessionMiddleware:
    """Asked at every click: still a member, still switched on, still vetted, not signed out at the
    provider? And is this page the organization's? What is on no list is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = request.session.get(_KEY)
        if kept is not None and request.user.is_authenticated:
            if not _still_good(request.user, kept):
                logout(request)
                return redirect("sso_ended")
            request.user.acts_only_for = UUID(kept["organization"])
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


def _still_good(user: Any, kept: dict[str, Any]) -> bool:
    # Of its own: a cookie's age begins anew whenever something is kept in the session.
    if not 0 <= time.time() - kept["begun_at"] < HOURS * 3600:
        return False
    here = Q(organization=OuterRef("organization"))
    memberships = Membership.objects.active().filter(
        Exists(DomainProof.objects.proven().filter(here, domain=kept["domain"])),
        ~Exists(SsoLogout.objects.filter(here, _said_of(kept))),
        user=user,
        organization=kept["organization"],
        organization__oidc_connection__state=ConnectionState.ON,
        organization__oidc_connection__issuer=kept["issuer"],
        organization__oidc_connection__client_id=kept["client_id"],
    )
    return memberships.exists()


def _said_of(kept: dict[str, Any]) -> Q:
    """What the provider may have said that ends this session: that the person signed out, or this
    session of theirs, or (where it never named its sessions) any of theirs."""
    subject, sid = kept["subject"], kept["sid"]
    whom = Q(subject=subject, sid="")
    whom |= Q(subject__in=("", subject), sid=sid) if sid else Q(subject=subject)
    return whom & Q(
        issuer=kept["issuer"], at__gte=datetime.fromtimestamp(kept["issued_at"], tz=UTC)
    )
