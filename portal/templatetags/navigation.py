"""Where a person can go, by role."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


class Place(NamedTuple):
    label: str | Promise
    url: str
    current: bool


HOLDER = (
    (_("Passport"), "passport"),
    (_("Credentials"), "credentials"),
    (_("Shares"), "shares"),
    (_("Requests"), "requests"),
)


def _places(names: Iterable[tuple[str | Promise, str]], path: str) -> list[Place]:
    places = []
    for label, name in names:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        places.append(Place(label, url, path.startswith(url) and url != "/"))
    return places


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Place]:
    request: Any = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return _places(HOLDER, request.path)
