"""Rate limits on views, counted in the shared cache."""

import functools
import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# What counts while the shared cache is down: each process for itself, which is better than nothing.
_own_cache = LocMemCache("rate-limit", {})

View = Callable[..., HttpResponse]


def limited(
    scope: str,
    *,
    rate: str,
    key: Literal["ip", "user"] = "ip",
    methods: Sequence[str] | None = None,
) -> Callable[[View], View]:
    """Answer 429 after so many requests: `rate` is "30/m" (s, m, h, d), counted for each network
    address or each signed-in user (`key`), and only for `methods` if they are given."""
    allowed, seconds = _parsed(rate)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if methods is not None and request.method not in methods:
                return view(request, *args, **kwargs)
            if count(scope, _who(request, key), seconds) > allowed:
                return too_many(request, seconds)
            return view(request, *args, **kwargs)

        return inner

    return decorate


def count(scope: str, who: str, seconds: int) -> int:
    """Count one more use of `scope` by `who` in the current window; returns the total."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(who.encode()).hexdigest()[:32]
    name = f"rate:{scope}:{window}:{digest}"
    try:
        return _incremented(cache, name, seconds)
    except (RedisError, OSError) as error:
        logger.warning("rate limit without shared cache", extra={"error": type(error).__name__})
        return _incremented(_own_cache, name, seconds)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says to wait."""
    response = render(request, "429.html", {"minutes": max(1, round(seconds / 60))}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def client_address(request: HttpRequest) -> str:
    """The address of the client. X-Forwarded-For counts only as far as TRUSTED_PROXIES, the number
    of our own proxies in front, wrote it."""
    address: str = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= proxies:
            address = hops[-proxies]
    return address


def _who(request: HttpRequest, key: str) -> str:
    user = getattr(request, "user", None)
    if key == "user" and user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return f"ip:{_network(client_address(request))}"


def _network(address: str) -> str:
    """One home has a whole IPv6 /64, so that is what counts as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def _incremented(store: Any, name: str, seconds: int) -> int:
    store.add(name, 0, timeout=seconds * 2)
    try:
        return int(store.incr(name))
    except ValueError:
        # Evicted between the two calls.
        store.set(name, 1, timeout=seconds * 2)
        return 1


def _parsed(rate: str) -> tuple[int, int]:
    number, _slash, unit = rate.partition("/")
    return int(number), _SECONDS[unit]
