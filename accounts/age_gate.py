"""Before anything else, a person who was never asked says how old they are; a minor once a year."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.ages import is_due
from accounts.consent_gate import OPEN_PATHS, OPEN_PREFIXES


class AgeGateMiddleware:
    """Sends a signed-in person to the question. What needs no agreement to the texts needs no
    answer either: signing out, taking one's data along, leaving."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_open = request.path in OPEN_PATHS or request.path.startswith(OPEN_PREFIXES)
        if is_open or not request.user.is_authenticated or not is_due(request.user):
            return self.get_response(request)
        wanted = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('age')}?{urlencode({'next': wanted})}")
