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
register_notice(
    "share_opened",
    subject=_("Your passport was opened"),
    sentence=_("%(who)s opened what you shared for this purpose: %(purpose)s."),
    link_label=_("See what was shown"),
)
register_notice(
    "dispute_corrected",
    subject=_("Corrected: what you disputed"),
    sentence=_("What you disputed about “%(claim)s” was corrected. Those who had it are told."),
    link_label=_("See what was found"),
)
register_notice(
    "dispute_stands",
    subject=_("What you disputed was looked into"),
    sentence=_("What you disputed about “%(claim)s” was looked into, and it stands."),
    link_label=_("See what was found"),
)
register_notice(
    "dispute_unresolved",
    subject=_("Nobody could settle what you disputed"),
    sentence=_(
        "Nobody could settle in time what you disputed about “%(claim)s”. It is no longer told as "
        "if it were so."
    ),
    link_label=_("See what was found"),
)
