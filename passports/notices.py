"""What this app tells people about."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import register_notice

register_notice(
    "credential_verdict_changed",
    subject=_("A credential of yours has a new answer"),
    sentence=_(
        "We checked “%(title)s” again and the answer has changed. Open it to read what we found."
    ),
    link_label=_("See the checks"),
)
