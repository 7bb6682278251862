"""Whether this process lives, and whether the portal can do its work."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.kernel.work.sweeping import oldest_due_seconds

# Work is late when its row has been due for longer than any retry or redelivery takes.
LATE_SECONDS = 300


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database and the broker answer and no work is late; else 503 and which."""
    answers: dict[str, str | float] = {"database": "ok", "broker": _broker()}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answers["oldest_due_seconds"] = round(max(0.0, oldest_due_seconds()), 1)
        answers["work"] = "late" if answers["oldest_due_seconds"] > LATE_SECONDS else "ok"
    except DatabaseError:
        answers["database"] = "does not answer"
    ready = all(answers.get(part) == "ok" for part in ("database", "broker", "work"))
    return JsonResponse(answers, status=200 if ready else 503)


def _broker() -> str:
    if not settings.REDIS_URL:
        return "not configured"
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=1
        ) as client:
            client.ping()
    except (redis.RedisError, OSError):
        return "does not answer"
    return "ok"
