"""Taking everything along, and leaving."""

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import confirmation, erasure
from accounts.actions import download as downloads
from accounts.actions.organizations import organizations_to_hand_over
from accounts.forms.account import CodeForm, DeleteForm
from portal.kernel.rate_limit import limited


@login_required
@require_POST
@limited("download-my-data", rate="6/h", key="user")
def download(request: HttpRequest) -> FileResponse:
    archive = downloads.everything_about(user=request.user, by=request.user)
    return FileResponse(
        archive,
        as_attachment=True,
        filename=f"career-passport-{timezone.now():%Y-%m-%d}.zip",
        content_type="application/zip",
        headers={"Cache-Control": "no-store"},
    )


@login_required
@limited("delete-account", rate="20/h", key="user", methods=["POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Asks who you are again: with a password or factor where there is one, by code otherwise."""
    stuck = organizations_to_hand_over(user=request.user)
    needs_code = not get_reauthentication_flows(request.user)
    form = DeleteForm(request.POST or None)
    code_form = CodeForm(request.POST or None) if needs_code else None
    if request.method == "POST" and "send_code" in request.POST and needs_code:
        confirmation.send_code(user=request.user, session=request.session)
        messages.success(request, _("We sent a code to %(email)s.") % {"email": request.user.email})
        return redirect("delete_account")
    ready = request.method == "POST" and not stuck and form.is_valid()
    if ready and (code_form is None or _code_is_right(request, code_form)):
        erasure.erase(user=request.user, by=request.user)
        logout(request)
        return render(request, "accounts/account_deleted.html")
    return render(
        request,
        "accounts/account_delete.html",
        {"form": form, "code_form": code_form, "stuck": stuck},
    )


def _code_is_right(request: HttpRequest, form: CodeForm) -> bool:
    if not form.is_valid():
        return False
    if confirmation.code_is_right(session=request.session, code=form.cleaned_data["code"]):
        return True
    form.add_error("code", _("This code is not right or too old. Ask for a new one."))
    return False
