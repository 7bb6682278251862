"""The account page: everything a person can set, and where to find it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import people
from accounts.forms.account import NameForm
from accounts.models import Membership, RecoveryRequest
from accounts.sign_in import has_factor


@login_required
def account(request: HttpRequest) -> HttpResponse:
    return _page(request, NameForm(initial={"name": request.user.name}))


@login_required
@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    people.rename(user=request.user, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("Your name is saved."))
    return redirect("account")


def _page(request: HttpRequest, form: NameForm) -> HttpResponse:
    return render(
        request,
        "accounts/account.html",
        {
            "form": form,
            "has_factor": has_factor(request.user),
            "memberships": Membership.objects.filter(user=request.user).select_related(
                "organization"
            ),
            "waiting_recovery": RecoveryRequest.objects.visible_to(request.user).waiting().first(),
        },
    )
