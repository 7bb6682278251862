"""Bodies that are too large are refused before anything reads them, and whoever sends a body gets
to read the answer."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from portal.views.errors import bad_request

CHUNK_BYTES = 1 << 16


class RequestSizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > _most(request):
            response = bad_request(request, RequestDataTooBig())
        else:
            response = self.get_response(request)
        _read_to_the_end(request)
        return response


def _most(request: HttpRequest) -> int:
    """Files of many credentials have one address of their own, and their own bound."""
    if request.path == settings.BULK_PATH:
        return settings.BULK_MAX_BYTES + settings.REQUEST_MAX_BYTES
    return settings.REQUEST_MAX_BYTES


def _read_to_the_end(request: HttpRequest) -> None:
    """A browser shows an answer only once its whole upload was taken, so take it, within reason."""
    left = settings.REQUEST_MAX_BYTES * 2
    try:
        while left > 0 and (chunk := request.read(CHUNK_BYTES)):
            left -= len(chunk)
    except (UnreadablePostError, OSError, ValueError):
        # The sender is gone, or a parser has closed the stream.
        return
