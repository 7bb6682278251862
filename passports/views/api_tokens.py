"""The API tokens of an organization: its owners make and revoke them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Organization, Role
from passports.actions import api_tokens as actions
from passports.actions.issuing_keys import NotVetted
from passports.adapters.own_identity import did_document, did_key_of, own_did
from passports.forms.api_tokens import ApiTokenForm
from passports.models import ApiToken, IssuingKey
from portal.kernel.rate_limit import limited


@login_required
@limited("api-token", rate="30/h", key="user", methods=["POST"])
def api_tokens(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = get_object_or_404(
        Organization.objects.visible_to(request.user), pk=organization_id
    )
    if not organization.memberships.filter(user=request.user, role=Role.OWNER).exists():
        raise PermissionDenied(_("Only an owner of the organization can do this."))
    form = ApiTokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _make(request, organization, form)
        if made is not None:
            return made
    context = {
        "organization": organization,
        "tokens": ApiToken.objects.visible_to(request.user).filter(organization=organization),
        "form": form,
        "did": own_did(organization) if did_document(organization) else "",
        "did_keys": [did_key_of(key) for key in IssuingKey.objects.of(organization).active()],
    }
    return render(request, "passports/api_tokens/list.html", context)


@login_required
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(
        ApiToken.objects.visible_to(request.user).select_related("organization"), pk=token_id
    )
    if request.method == "POST":
        if actions.revoke(token=token, by=request.user):
            messages.success(request, _("The token is revoked. It opens nothing any more."))
        return redirect("api_tokens", token.organization_id)
    return render(request, "passports/api_tokens/revoke.html", {"token": token})


def _make(
    request: HttpRequest, organization: Organization, form: ApiTokenForm
) -> HttpResponse | None:
    try:
        token, text = actions.create(
            organization=organization,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(),
            by=request.user,
        )
    except NotVetted:
        form.add_error(None, _("Your organization can have tokens when it is vetted."))
    except actions.TooManyTokens:
        form.add_error(None, _("Revoke a token that nobody uses first: these are too many."))
    else:
        context = {"organization": organization, "token": token, "text": text}
        response = render(request, "passports/api_tokens/made.html", context)
        response["Cache-Control"] = "no-store"
        return response
    return None
