"""The header's navigation."""

from django import template
from django.template import Context

from portal.places import Place, places_of

register = template.Library()
# How many letters fit beside the name of the portal: on a small laptop, and on any screen.
LONG, LONGEST = 60, 85


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Place]:
    request = context.get("request")
    return places_of(request) if request is not None else []


@register.filter
def header_length(places: list[Place]) -> str:
    """The class of a header whose places would take two lines: it has a menu instead, on narrower
    screens or on all."""
    letters = sum(len(str(place.label)) for place in places)
    if letters > LONGEST:
        return " site-header--longest"
    return " site-header--long" if letters > LONG else ""
