"""The header's navigation."""

from django import template
from django.template import Context

from portal.places import Place, places_of

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Place]:
    request = context.get("request")
    return places_of(request) if request is not None else []
