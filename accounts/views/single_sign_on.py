"""Signing in by an organization's own provider: out, back, and what the session then reaches."""

import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import sso_connections, sso_logout, sso_sign_in
from accounts.forms.single_sign_on import OrganizationEmailForm
from accounts.models import Membership, OidcConnection, Role
from accounts.oidc import Flow, Person, SsoProblem, begin, finish, sentence_of
from accounts.sso_session import open_session
from portal.kernel.rate_limit import limited

_FLOW = "sso_flow"
_PENDING = "sso_pending"
_PENDING_SECONDS = 15 * 60


@never_cache
@limited("sso", rate="60/h", methods=["POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the address at the organization: its domain says which provider to go to."""
    form = OrganizationEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        connection = form.connection()
        if connection is None:
            form.add_error(
                "email",
                _("No organization signs people in at this domain. Sign in with a code instead."),
            )
        else:
            return go(request, connection)
    return render(request, "accounts/sso_start.html", {"form": form})


def go(request: HttpRequest, connection: OidcConnection, *, is_test: bool = False) -> HttpResponse:
    """The page that leads out. Not a redirect: browsers hold the answer to a form to the form's own
    origin (form-action), and people see where they are going."""
    try:
        flow, url = begin(
            issuer=connection.issuer,
            client_id=connection.client_id,
            redirect_uri=redirect_uri(connection.organization_id),
        )
    except SsoProblem as problem:
        return _problem(request, problem.code, connection if is_test else None)
    request.session[_FLOW] = {
        "flow": flow._asdict(),
        "connection": str(connection.pk),
        "version": connection.version,
        "is_test": is_test,
    }
    response = render(request, "accounts/sso_go.html", {"url": url, "issuer": connection.issuer})
    response["Refresh"] = f"0;url={url}"
    response["Referrer-Policy"] = "no-referrer"
    return response


def redirect_uri(organization_id: UUID) -> str:
    """One for each organization: a provider that sends people on to another one's cannot have its
    answer brought here in its own name (RFC 9700, section 4.4.2)."""
    return f"{settings.BASE_URL}{reverse('sso_callback', args=[organization_id])}"


def logout_uri(organization_id: UUID) -> str:
    return f"{settings.BASE_URL}{reverse('sso_backchannel_logout', args=[organization_id])}"


@never_cache
@limited("sso-callback", rate="120/h")
@require_http_methods(["GET", "HEAD"])
def callback(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Where the provider sends people back to. What is remembered for it works once."""
    if request.method == "HEAD":
        return HttpResponse()
    kept = request.session.pop(_FLOW, None)
    connection = _connection(kept)
    if kept is None or connection is None or connection.organization_id != organization_id:
        return _problem(request, "flow_lost")
    tested = connection if kept["is_test"] else None
    flow = Flow(**kept["flow"])
    if (flow.issuer, flow.client_id) != (connection.issuer, connection.client_id):
        # The secret is for the provider that is entered now, not for the one that was left for.
        return _problem(request, "flow_lost", tested)
    try:
        person = finish(
            flow,
            answer=request.GET.dict(),
            client_secret=sso_connections.secret_of(connection),
        )
        if tested is not None:
            return _tested(request, tested, person, kept["version"])
        user = sso_sign_in.admit(connection=connection, person=person)
    except sso_sign_in.ConfirmFirst:
        request.session[_PENDING] = {
            "connection": str(connection.pk),
            "person": person._asdict(),
            "at": time.time(),
        }
        return redirect("sso_confirm")
    except SsoProblem as problem:
        return _problem(request, problem.code, tested)
    open_session(request, user=user, connection=connection, person=person)
    return redirect(settings.SSO_HOME)


@never_cache
@limited("sso", rate="60/h", methods=["POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Somebody has an account with the address: they sign in by themselves, then say yes."""
    kept = request.session.get(_PENDING)
    connection = _connection(kept)
    if kept is None or connection is None or time.time() - kept["at"] > _PENDING_SECONDS:
        return _problem(request, "flow_lost")
    person = Person(**kept["person"])
    user: Any = request.user
    by_themselves = user.is_authenticated and user.acts_only_for is None
    not_theirs = False
    if request.method == "POST" and by_themselves:
        try:
            sso_sign_in.link(connection=connection, person=person, by=user)
        except sso_sign_in.NotYours:
            not_theirs = True
        except SsoProblem as problem:
            del request.session[_PENDING]
            return _problem(request, problem.code)
        else:
            del request.session[_PENDING]
            messages.success(request, _("From now on you can sign in with your organization, too."))
            return redirect("organization", connection.organization_id)
    context = {
        "organization": connection.organization,
        "person": person,
        "by_themselves": by_themselves,
        "not_theirs": not_theirs,
        "login_url": f"{reverse('account_login')}?{urlencode({'next': reverse('sso_confirm')})}",
    }
    return render(request, "accounts/sso_confirm.html", context)


@never_cache
def own_way(request: HttpRequest) -> HttpResponse:
    """A page that is the person's own, asked for in a session that is the organization's."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = reverse("home")
    if request.method == "POST":
        if request.user.is_authenticated and request.user.acts_only_for is not None:
            logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
    return render(request, "accounts/sso_own_way.html", {"next": wanted, "home": settings.SSO_HOME})


@csrf_exempt
@never_cache
@require_POST
@limited("sso-logout", rate="300/m")
def backchannel_logout(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """The provider itself tells, by a token that it has signed, that somebody has signed out there.
    No browser and no session is part of it."""
    connection = OidcConnection.objects.filter(organization=organization_id).first()
    try:
        if connection is None:
            raise SsoProblem("not_on")
        sso_logout.note(connection=connection, token=request.POST.get("logout_token", ""))
    except SsoProblem as problem:
        found = {"error": "invalid_request", "error_description": problem.code}
        return JsonResponse(found, status=400)
    return HttpResponse()


def ended(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sso_ended.html")


def _tested(
    request: HttpRequest, connection: OidcConnection, person: Person, version: int
) -> HttpResponse:
    """A test signs nobody in. Only an owner, in a session of their own, begins and ends one."""
    owners = Membership.objects.of(request.user).filter(
        organization=connection.organization, role=Role.OWNER
    )
    if not owners.exists() or request.user.acts_only_for is not None:
        return _problem(request, "flow_lost")
    try:
        sso_connections.note_test(
            connection=connection, version=version, person=person, by=request.user
        )
    except sso_connections.NotTested:
        messages.error(request, _("The settings changed during the test. Test them again."))
    else:
        messages.success(
            request,
            _("The test went well: the provider says that you are %(email)s.")
            % {"email": person.email},
        )
    return redirect("sso_settings", connection.organization_id)


def _connection(kept: dict[str, Any] | None) -> OidcConnection | None:
    if kept is None:
        return None
    found = OidcConnection.objects.select_related("organization")
    return found.filter(pk=kept["connection"]).first()


def _problem(request: HttpRequest, code: str, tested: OidcConnection | None = None) -> HttpResponse:
    context = {"sentence": sentence_of(code), "code": code, "tested": tested}
    return render(request, "accounts/sso_problem.html", context, status=400)
