"""Setting up sign-in by the organization's own provider. For owners, in a session of their own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import sso_connections as actions
from accounts.forms.single_sign_on import ConnectionForm
from accounts.models import ConnectionState, OidcConnection, Organization
from accounts.oidc import SsoProblem
from accounts.views.organizations import require_owner, visible_organization
from accounts.views.single_sign_on import go, logout_uri, redirect_uri
from portal.kernel.rate_limit import limited


@login_required
@limited("sso-settings", rate="60/h", key="user", methods=["POST"])
def settings_page(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = _owned(request, organization_id)
    connection = OidcConnection.objects.filter(organization=organization).first()
    form = ConnectionForm(
        request.POST or None, initial=_initial(connection), has_secret=connection is not None
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save(organization=organization, by=request.user, **form.cleaned_data)
        except actions.NoProvenDomain:
            form.add_error(None, _no_domain())
        except actions.SecretMissing:
            form.add_error("client_secret", _("Enter the client secret."))
        else:
            messages.success(request, _("Saved. Now test it."))
            return redirect("sso_settings", organization.id)
    context = {
        "organization": organization,
        "connection": connection,
        "form": form,
        "domains": organization.proven_domains(),
        "callback": redirect_uri(organization.pk),
        "logout": logout_uri(organization.pk),
    }
    return render(request, "accounts/sso_settings.html", context)


@login_required
@require_POST
@limited("sso-settings", rate="60/h", key="user")
def test(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Go through the whole sign-in once, without being signed in by it."""
    return go(request, _connection(_owned(request, organization_id)), is_test=True)


@login_required
@require_POST
def switch(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = _owned(request, organization_id)
    connection = _connection(organization)
    if request.POST.get("to") == ConnectionState.OFF:
        actions.switch_off(connection=connection, by=request.user)
        messages.success(request, _("Switched off. Whoever was signed in this way is out."))
        return redirect("sso_settings", organization.id)
    try:
        actions.switch_on(connection=connection, by=request.user)
    except actions.NotTested:
        messages.error(request, _("Test it first."))
    except actions.NoProvenDomain:
        messages.error(request, _no_domain())
    except SsoProblem:
        messages.error(request, _("You can switch it on when your organization is vetted."))
    else:
        messages.success(request, _("Switched on."))
    return redirect("sso_settings", organization.id)


@login_required
def remove(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = _owned(request, organization_id)
    connection = _connection(organization)
    if request.method == "POST":
        actions.remove(connection=connection, by=request.user)
        messages.success(request, _("The provider and its secret are removed."))
        return redirect("sso_settings", organization.id)
    return render(request, "accounts/sso_remove.html", {"organization": organization})


def _owned(request: HttpRequest, organization_id: UUID) -> Organization:
    organization, mine = visible_organization(request, organization_id)
    require_owner(mine)
    return organization


def _connection(organization: Organization) -> OidcConnection:
    return get_object_or_404(
        OidcConnection.objects.select_related("organization"), organization=organization
    )


def _initial(connection: OidcConnection | None) -> dict[str, str]:
    """Never the secret."""
    if connection is None:
        return {}
    return {name: getattr(connection, name) for name in ("issuer", "client_id", "default_role")}


def _no_domain() -> str:
    return _("Prove a domain of your organization first: only addresses at it can sign in.")
