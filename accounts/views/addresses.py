"""Email addresses: those that let a person in, and those that only receive credentials."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import credential_addresses as actions
from accounts.forms.account import AddressForm, CodeForm
from accounts.models import CredentialAddress
from portal.kernel.rate_limit import limited


@login_required
@limited("credential-address", rate="10/h", key="user", methods=["POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = actions.add(user=request.user, email=form.cleaned_data["email"])
        except actions.AddedAlready:
            form.add_error("email", _("You have added this address already."))
        except actions.TooManyAddresses:
            form.add_error("email", _("You have many addresses already. Remove one first."))
        else:
            return redirect("credential_address_verify", address.id)
    return render(
        request,
        "accounts/email_addresses.html",
        {
            "form": form,
            "sign_in_addresses": EmailAddress.objects.filter(user=request.user).order_by(
                "-primary", "email"
            ),
            "credential_addresses": CredentialAddress.objects.visible_to(request.user).order_by(
                "email"
            ),
        },
    )


@login_required
@limited("credential-address-code", rate="30/h", key="user", methods=["POST"])
def verify(request: HttpRequest, address_id: UUID) -> HttpResponse:
    address = _mine(request, address_id)
    if address.verified_at:
        return redirect("email_addresses")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.verify(address=address, code=form.cleaned_data["code"], by=request.user)
        except actions.CodeWrong:
            form.add_error("code", _("This code is not right. Look at the newest mail."))
        except actions.CodeExpired:
            form.add_error("code", _("This code is no longer good. Ask for a new one."))
        except actions.BelongsToAnother:
            form.add_error(
                "code", _("Another account has proven this address. Write to the administrators.")
            )
        else:
            messages.success(
                request,
                _("%(email)s is yours: credentials issued to it can now be matched to you.")
                % {"email": address.email},
            )
            return redirect("email_addresses")
    return render(
        request, "accounts/credential_address_verify.html", {"form": form, "address": address}
    )


@login_required
@require_POST
@limited("credential-address", rate="10/h", key="user")
def send_code(request: HttpRequest, address_id: UUID) -> HttpResponse:
    address = _mine(request, address_id)
    if not address.verified_at:
        try:
            actions.send_code_again(address=address, by=request.user)
        except actions.TooSoon:
            messages.warning(request, _("We sent a code a moment ago. Wait a minute."))
        else:
            messages.success(request, _("We sent a new code."))
    return redirect("credential_address_verify", address.id)


@login_required
def remove(request: HttpRequest, address_id: UUID) -> HttpResponse:
    address = _mine(request, address_id)
    if request.method == "POST":
        actions.remove(address=address, by=request.user)
        messages.success(request, _("The address is removed."))
        return redirect("email_addresses")
    return render(request, "accounts/credential_address_remove.html", {"address": address})


def _mine(request: HttpRequest, address_id: UUID) -> CredentialAddress:
    return get_object_or_404(CredentialAddress.objects.visible_to(request.user), id=address_id)
