"""What caches must know: one address answers htmx and people differently, and nothing that was
shown to a signed-in person is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class FragmentsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        # Refused before anybody looked who asks: then there is no user.
        user = getattr(request, "user", None)
        personal = "Cache-Control" not in response and user is not None and user.is_authenticated
        if request.headers.get("HX-Request") == "true" or personal:
            response["Cache-Control"] = "no-store"
        return response
