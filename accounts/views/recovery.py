"""The slow way back in for a person who lost every factor."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.actions import recovery as actions
from accounts.models import RecoveryRequest, RecoveryState, User
from portal.kernel.rate_limit import limited
from portal.kernel.token_page import token_page


@never_cache
@limited("recovery", rate="20/h", methods=["POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Reached from the page that asks for the second factor: the sign-in waits there."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if request.user.is_authenticated or stage is None:
        return redirect("account_login")
    user: User = stage.login.user
    if not _proved_address(request, user):
        return render(request, "accounts/recovery_needs_code.html")
    if request.method == "POST":
        waiting = actions.start(user=user)
        clear_login(request)
        return render(
            request,
            "accounts/recovery_started.html",
            {"recovery": waiting, "hours": settings.RECOVERY_WAIT_HOURS},
        )
    return render(request, "accounts/recovery_start.html", {"hours": settings.RECOVERY_WAIT_HOURS})


@login_required
def recovery(request: HttpRequest) -> HttpResponse:
    """For a signed-in person: is somebody trying, and the button that stops it."""
    waiting = (
        RecoveryRequest.objects.visible_to(request.user).waiting().select_related("user").first()
    )
    if request.method == "POST":
        if waiting and actions.cancel(request=waiting, by=request.user):
            messages.success(request, _("The recovery is stopped. Nothing was removed."))
        return redirect("recovery")
    return render(request, "accounts/recovery.html", {"waiting": waiting})


@token_page
@never_cache
@limited("recovery-cancel", rate="30/h")
def cancel_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail. Opening the link does nothing: mail scanners open every link."""
    found = actions.request_of_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.cancel(request=found, by=None)
        found.refresh_from_db()
    return render(
        request,
        "accounts/recovery_cancel.html",
        {
            "is_waiting": found.state == RecoveryState.WAITING,
            "was_cancelled": found.state == RecoveryState.CANCELLED,
        },
    )


def _proved_address(request: HttpRequest, user: User) -> bool:
    """Whether this very sign-in used a code that went to an address for sign-in."""
    return any(
        record.get("method") == "code" and record.get("email")
        for record in get_authentication_records(request, user)
    )
