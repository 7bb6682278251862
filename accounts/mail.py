"""One plain mail to one address. allauth sends the codes and warnings about sign-in itself.

Mail cannot be sent exactly once. It is sent at least once, with a Message-ID that stays the same,
so that a mail program shows the second copy as the first.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send(*, to: str, subject: str, template: str, context: dict[str, Any], stable_id: str) -> None:
    """Send one plain mail to one address. `stable_id` names this mail for ever."""
    host = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0] or "localhost"
    EmailMessage(
        subject=subject,
        body=render_to_string(template, context | {"base_url": settings.BASE_URL}),
        to=[to],
        headers={"Message-ID": f"<{stable_id}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()
