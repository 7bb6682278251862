"""What the header says about notifications."""

from django import template
from django.template import Context

from accounts.models import Notification

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notifications(context: Context) -> int:
    """How many are unread; asks the database for signed-in people only."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return Notification.objects.visible_to(user).unread().count()
