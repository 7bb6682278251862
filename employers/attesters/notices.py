"""What this app tells holders about those who are asked about them."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import register_notice

register_notice(
    "attester_answered",
    subject=_("Somebody has answered about you for %(organization)s"),
    sentence=_(
        "Somebody who was asked about your claims for %(organization)s has answered. What they "
        "confirmed is now a credential of yours."
    ),
)
register_notice(
    "attester_declined",
    subject=_("Somebody did not want to answer for %(organization)s"),
    sentence=_(
        "Somebody who was asked about your claims for %(organization)s does not want to answer. "
        "That says nothing against you."
    ),
)
register_notice(
    "attester_handed_over",
    subject=_("The question of %(organization)s went to a colleague"),
    sentence=_(
        "Whom we asked about your claims for %(organization)s has passed the question to a "
        "colleague. You see to whom, and can stop it."
    ),
)
register_notice(
    "attester_silent",
    subject=_("Nobody has answered for %(organization)s: have you got a document?"),
    sentence=_(
        "Whom we asked about your claims for %(organization)s has not answered three reminders. "
        "You can give a document instead, name somebody else, or wait."
    ),
)
register_notice(
    "attester_expired",
    subject=_("Nobody has answered about you for %(organization)s"),
    sentence=_(
        "Whom we asked about your claims for %(organization)s has not answered in time. "
        "%(organization)s reads that it could not be checked, and that this says nothing "
        "against you."
    ),
)
