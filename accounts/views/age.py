"""How old somebody is who was never asked, or who was a minor a year ago."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.actions.people import keep_age
from accounts.ages import is_due
from accounts.forms.age import AgeForm


@login_required
def age(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = ""
    if not is_due(request.user):
        return redirect(wanted or "home")
    form = AgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_age(user=request.user, band=form.cleaned_data["age"], by=request.user)
        return redirect(wanted or "home")
    return render(request, "accounts/age.html", {"form": form, "next": wanted})
