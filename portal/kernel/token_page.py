"""What all pages have in common whose address holds a token: headers, no token in logs, their own
check against forged posts."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_callable
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


class OriginlessCsrf(CsrfViewMiddleware):
    """A browser posts a form of a page with `no-referrer` with `Origin: null` and no referrer. The
    token in form and cookie is checked as everywhere."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        # The parent also logs the path, which holds the token.
        failure: View = get_callable(settings.CSRF_FAILURE_VIEW)
        return failure(request, reason=reason)


def token_page(view: View) -> View:
    """For pages whose address holds a token: never indexed, stored, or told to another site."""
    checked = decorator_from_middleware(OriginlessCsrf)(view)

    @csrf_exempt
    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = unindexed(checked(request, *args, **kwargs))
        # Django logs the path of every answer above 399 that it has not logged yet.
        response._has_been_logged = True  # type: ignore[attr-defined]
        response["Referrer-Policy"] = "no-referrer"
        return response

    return inner


def unindexed(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of search engines and caches."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
