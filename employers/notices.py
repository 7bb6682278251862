"""What this app tells people about."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import register_notice

register_notice(
    "portal_asked_about_you",
    subject=_("Another portal has asked about you: %(portal)s"),
    sentence=_(
        "%(portal)s has asked about you, with a consent that you signed there. You can read what "
        "it was told, and refuse such questions."
    ),
)
register_notice(
    "portal_answered",
    subject=_("%(portal)s has answered about you"),
    sentence=_("%(portal)s has answered about you. Its answer is now a credential of yours."),
)
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
    sentence=_("The person has declined your verification request “%(reference)s”."),
)
register_notice(
    "consent_ended",
    subject=_("A permission has ended: %(reference)s"),
    sentence=_(
        "The permission for your verification request “%(reference)s” has ended. Nothing more "
        "will be answered; what you have received already stays for its term."
    ),
)
register_notice(
    "request_expired",
    subject=_("A request has expired: %(reference)s"),
    sentence=_("Your verification request “%(reference)s” has expired without an answer."),
)
register_notice(
    "request_reminder",
    subject=_("Reminder: %(organization)s waits for your decision"),
    sentence=_(
        "%(organization)s has asked you to have claims verified. You can still decide, or decline."
    ),
)
register_notice(
    "request_question",
    subject=_("A question about your request: %(reference)s"),
    sentence=_("The person has a question about your verification request “%(reference)s”."),
)
register_notice(
    "request_reply",
    subject=_("%(organization)s has replied to your question"),
    sentence=_("%(organization)s has replied to your question about its request."),
)
register_notice(
    "request_report_upheld",
    subject=_("Your report about %(organization)s was upheld"),
    sentence=_(
        "The administrators agree with your report about %(organization)s and have suspended it. "
        "It can ask nobody for anything now."
    ),
)
register_notice(
    "request_report_dismissed",
    subject=_("Your report about %(organization)s was looked at"),
    sentence=_(
        "The administrators have looked at your report about %(organization)s and found nothing "
        "to act on. You can still decline its requests, or block it."
    ),
)
register_notice(
    "answer_disputed",
    subject=_("Under dispute: an answer that you received (%(reference)s)"),
    sentence=_(
        "The person disputes an answer to your request “%(reference)s”. It is being looked into. "
        "Do not decide on it until you hear from us."
    ),
)
register_notice(
    "answer_corrected",
    subject=_("Corrected: an answer that you received (%(reference)s)"),
    sentence=_("An answer to your request “%(reference)s” was corrected. The old one is wrong."),
    can_be_muted=False,
)
register_notice(
    "answer_stands",
    subject=_("Looked into: an answer that you received (%(reference)s)"),
    sentence=_("A disputed answer to your request “%(reference)s” was looked into, and it stands."),
)
register_notice(
    "share_corrected",
    subject=_("Corrected: something in a passport that you opened"),
    sentence=_(
        "Something that you saw in a passport shared for “%(purpose)s” was disputed and is not "
        "told any longer as it was. Open it again."
    ),
    can_be_muted=False,
)
register_notice(
    "adverse_notice",
    subject=_("%(organization)s says that it gave you notice"),
    sentence=_(
        "%(organization)s may decide against you because of an answer. It says that it has given "
        "you that answer and a summary of your rights. If the answer is wrong, dispute it now."
    ),
    can_be_muted=False,
)
register_notice(
    "webhook_failed",
    subject=_("A webhook of %(organization)s could not be delivered"),
    sentence=_(
        "We tried for two days to tell your system something, and it did not take it. The log of "
        "the webhook says what it answered."
    ),
)
register_notice(
    "webhook_stopped",
    subject=_("A webhook of %(organization)s was switched off"),
    sentence=_(
        "Your system answered that it wants no more messages (410). Save the webhook again to "
        "switch it on."
    ),
)

register_notice(
    "webhook_creator_gone",
    subject=_("Look at the webhooks of %(organization)s"),
    sentence=_(
        "Somebody who set up webhooks of %(organization)s is no member any more. We go on sending "
        "there (addresses: %(number)d). Remove what does not lead to your own systems, and make a "
        "new secret for what stays."
    ),
    can_be_muted=False,
)
register_notice(
    "answer_taken_back",
    subject=_("Taken back for good: an answer that you received (%(reference)s)"),
    sentence=_(
        "An answer to your request “%(reference)s” was suspended. Now the portal that gave it has "
        "taken it back for good. It still counts as “could not be checked”, which says nothing "
        "against the person."
    ),
    can_be_muted=False,
)
register_notice(
    "portal_took_back",
    subject=_("%(portal)s has taken back what it said about you"),
    sentence=_(
        "%(portal)s had suspended what it said about you, and has now taken it back for good. Who "
        "had received it is told. If that is wrong, ask the institution."
    ),
)
register_notice(
    "age_sign_anew",
    subject=_("A parent or guardian has to agree: %(organization)s"),
    sentence=_(
        "You are under 18 here now, so your signature alone does not count for %(organization)s. "
        "Nothing was told. Sign again and name a parent or guardian, or decline."
    ),
)
register_notice(
    "age_permission_ended",
    subject=_("Your permission for %(organization)s has ended"),
    sentence=_(
        "You are under 18 here now, so your signature alone does not count for %(organization)s. "
        "Nothing more is told. What they have received already stays for its term. If they ask "
        "again, a parent or guardian has to agree."
    ),
)
register_notice(
    "permission_anew",
    subject=_("A permission has to be given anew: %(reference)s"),
    sentence=_(
        "The permission for your verification request “%(reference)s” did not count, and nothing "
        "was answered. The person was asked to give it anew. You have nothing to do."
    ),
)

for _kind, _subject, _sentence in (
    (
        "guardian_agreed",
        _("Your parent or guardian agreed: %(organization)s gets an answer"),
        _("Your parent or guardian has agreed. %(organization)s gets the answer that you signed."),
    ),
    (
        "guardian_refused",
        _("Your parent or guardian refused: %(organization)s"),
        _("Your parent or guardian does not agree. The request of %(organization)s is declined."),
    ),
    (
        "guardian_withdrew",
        _("Your parent or guardian has withdrawn their agreement: %(organization)s"),
        _("Your parent or guardian has taken it back. %(organization)s is told nothing more."),
    ),
    (
        "guardian_silent",
        _("Your parent or guardian has not answered: %(organization)s"),
        _(
            "Your parent or guardian has not answered in time, so %(organization)s was told "
            "nothing. While the request is open you can sign again and name them again."
        ),
    ),
):
    register_notice(_kind, subject=_subject, sentence=_sentence)
