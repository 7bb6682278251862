"""Who has neither a password nor a factor is asked again before they add a way in.

allauth asks everybody else again. Without this, whoever finds a device on which somebody is signed
in adds a passkey or an address of their own there, and is that person from then on.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.forms.addresses import KEPT_KEY
from accounts.fresh_sign_in import can_prove

# Pages that add a way in.
GATED = frozenset(
    {"mfa_activate_totp", "mfa_add_webauthn", "account_set_password", "account_email"}
)
_KEY = "proved_by_code_at"


class FactorGateMiddleware:
    """Sends a person whose sign-in is some minutes old to a code by email, and then back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name not in GATED or not request.user.is_authenticated:
            return None
        if can_prove(request.user) or is_fresh(request):
            return None
        if request.method == "POST" and "action_add" in request.POST:
            request.session[KEPT_KEY] = request.POST.get("email", "")[:254]
        return redirect(f"{reverse('prove_by_code')}?{urlencode({'next': request.path})}")


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session signed in, or proved itself by a code, a moment ago."""
    seconds = app_settings.REAUTHENTICATION_TIMEOUT
    if 0 <= time.time() - request.session.get(_KEY, 0) < seconds:
        return True
    begun = (
        UserSession.objects.filter(user_id=request.user.pk, session_key=request.session.session_key)
        .values_list("created_at", flat=True)
        .first()
    )
    return begun is not None and (timezone.now() - begun).total_seconds() < seconds


def mark_proven(request: HttpRequest) -> None:
    """The code was right: for some minutes this session counts as just signed in."""
    request.session[_KEY] = time.time()
