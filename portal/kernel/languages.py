"""The languages of this portal, for people without an account: a mail is written before anybody has
seen what their browser prefers, and a page is opened in whatever browser is at hand."""

import functools
from contextlib import AbstractContextManager
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.kernel.token_page import View

PARAMETER = "language"
# As long as the browser keeps it; it says nothing about who it is.
_REMEMBERED_SECONDS = 365 * 24 * 60 * 60


class Language(NamedTuple):
    code: str
    # As its speakers call it.
    name: str


def offered() -> list[Language]:
    """What the portal has; empty where there is nothing to choose."""
    found = [Language(code, _own_name(code, str(name))) for code, name in settings.LANGUAGES]
    return found if len(found) > 1 else []


def known(code: str | None) -> str:
    """The code if the portal has this language, else the empty string: a language that was taken
    away is none."""
    return code if code in dict(settings.LANGUAGES) else ""  # type: ignore[return-value]


def spoken() -> str:
    """The language of the page that is being answered."""
    return known(translation.get_language())


def reading(code: str) -> AbstractContextManager[None]:
    """In the language of a reader, where it is known; else in the portal's own: a worker that has
    just written to somebody else speaks neither's."""
    return translation.override(known(code) or settings.LANGUAGE_CODE)


def language_page(view: View) -> View:
    """For pages that are reached from a mail: `?language=` chooses, and the browser remembers it.
    Nothing changes on our side, so that a scanner may follow it."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        chosen = known(request.GET.get(PARAMETER))
        if not chosen:
            return view(request, *args, **kwargs)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=_REMEMBERED_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response

    return inner


def _own_name(code: str, name: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"])
    except KeyError:
        return name
