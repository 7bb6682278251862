"""What this app tells people about."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import register_notice

register_notice(
    "request_received",
    subject=_("%(organization)s asks you to have claims verified"),
    sentence=_("%(organization)s asks you to have claims of your passport verified. You decide."),
)
register_notice(
    "request_withdrawn",
    subject=_("%(organization)s has withdrawn its request"),
    sentence=_("%(organization)s has withdrawn its request. You need not do anything."),
)
register_notice(
    "request_disclosed",
    subject=_("%(organization)s has received your answer"),
    sentence=_("%(organization)s has received the answer that you authorized."),
)
register_notice(
    "request_answered",
    subject=_("An answer has arrived: %(reference)s"),
    sentence=_("Your verification request “%(reference)s” has been answered."),
)
register_notice(
    "request_declined",
    subject=_("A request was declined: %(reference)s"),
    sentence=_("The holder has declined your verification request “%(reference)s”."),
)
register_notice(
    "request_expired",
    subject=_("A request has expired: %(reference)s"),
    sentence=_("Your verification request “%(reference)s” has expired without an answer."),
)
