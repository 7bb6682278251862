"""Before anything else, a person agrees to texts that are new to them."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from redis.exceptions import RedisError

from accounts.actions import consents

_CACHE_KEY = "accounts:current-texts"
_CACHE_SECONDS = 30
_SESSION_KEY = "agreed_texts"
# Reading the texts, signing in and out, taking one's data along and leaving need no agreement.
OPEN_PREFIXES = (
    "/accounts/",
    "/agree/",
    "/age/",
    "/texts/",
    "/settings/",
    "/recovery/",
    "/sso/",
    "/admin/",
    "/static/",
)
OPEN_PATHS = ("/", "/healthz", "/readyz")


class ConsentGateMiddleware:
    """Sends a signed-in person to the new texts, once for each version.

    What a session has agreed to is kept in it, so that the usual request costs one look into the
    cache and no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_open(request) or not request.user.is_authenticated:
            return self.get_response(request)
        current = current_mark()
        if current and request.session.get(_SESSION_KEY) != current:
            if consents.outstanding_texts(user=request.user):
                wanted = request.get_full_path() if request.method == "GET" else ""
                return redirect(f"{reverse('agree')}?{urlencode({'next': wanted})}")
            request.session[_SESSION_KEY] = current
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        return request.path in OPEN_PATHS or request.path.startswith(OPEN_PREFIXES)


def current_mark() -> str:
    """What names the set of texts in force; empty when there are none."""
    try:
        mark = cache.get(_CACHE_KEY)
    except (RedisError, OSError):
        mark = None
    if mark is None:
        mark = ",".join(str(text.id) for text in consents.current_texts())
        try:
            cache.set(_CACHE_KEY, mark, _CACHE_SECONDS)
        except (RedisError, OSError):
            # Without the shared cache each request asks the database.
            return mark
    return str(mark)


def forget_agreement(request: HttpRequest) -> None:
    """After a withdrawal the session asks again."""
    request.session.pop(_SESSION_KEY, None)
