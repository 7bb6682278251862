"""Pages for requests that Django refuses before any view sees them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 with a sentence about what was too much. Rendered without the request, whose
    session or form may be what cannot be read."""
    if isinstance(exception, TooManyFilesSent | RequestDataTooBig | TooManyFieldsSent):
        context: dict[str, Any] = {
            "files": isinstance(exception, TooManyFilesSent),
            "most_files": settings.UPLOAD_MAX_FILES,
            "most_bytes": settings.UPLOAD_MAX_BYTES,
        }
        return HttpResponse(render_to_string("413.html", context), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)
