"""Proving by a code that it is still you, for people with neither a password nor a factor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.actions import confirmation
from accounts.factor_gate import GATED, mark_proven
from accounts.forms.account import CodeForm
from portal.kernel.rate_limit import limited


@login_required
@limited("prove-by-code", rate="20/h", key="user", methods=["POST"])
def prove_by_code(request: HttpRequest) -> HttpResponse:
    places = {reverse(name) for name in GATED}
    wanted = request.GET.get("next", "")
    place = wanted if wanted in places else reverse("account")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "send_code" in request.POST:
        confirmation.send_code(
            user=request.user, session=request.session, about=confirmation.WAY_IN
        )
        messages.success(request, _("We sent a code to %(email)s.") % {"email": request.user.email})
        return redirect(f"{request.path}?{urlencode({'next': place})}")
    if request.method == "POST" and form.is_valid():
        if confirmation.code_is_right(
            session=request.session, code=form.cleaned_data["code"], about=confirmation.WAY_IN
        ):
            mark_proven(request)
            return redirect(place)
        form.add_error("code", _("This code is not right or too old. Ask for a new one."))
    was_sent = confirmation.code_was_sent(session=request.session, about=confirmation.WAY_IN)
    shown = {"form": form, "code_was_sent": was_sent or form.is_bound}
    return render(request, "accounts/prove_by_code.html", shown)
