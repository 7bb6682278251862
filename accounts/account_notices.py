"""The notifications that this app sends."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import register_notice

register_notice(
    "account_reinstated",
    subject=_("Your account is open again"),
    sentence=_("An administrator opened your account again. You can sign in."),
    can_be_muted=False,
)
register_notice(
    "administrator_invited",
    subject=_("You are an administrator of Career Passport"),
    sentence=_(
        "Sign in with your email address and the code that we send you. Then add a passkey or an "
        "authenticator app: the administration opens only with one of them."
    ),
    link_label=_("Open the administration"),
    can_be_muted=False,
)
register_notice(
    "recovery_started",
    subject=_("Somebody wants to get into your account without your second factor"),
    sentence=_(
        "If it was not you, stop it now: after the waiting time your second factors are removed."
    ),
    link_label=_("See and stop it"),
    can_be_muted=False,
)
register_notice(
    "recovery_cancelled",
    subject=_("The recovery of your account was stopped"),
    sentence=_(
        "Your second factors stay as they are. If you did not ask for the recovery, somebody can "
        "read your mail: change the password of your mailbox."
    ),
    can_be_muted=False,
)
register_notice(
    "recovery_finished",
    subject=_("Your second factors were removed"),
    sentence=_(
        "The waiting time is over and nobody objected. Sign in with a code by email and add a new "
        "passkey or authenticator app."
    ),
    link_label=_("Add a second factor"),
    can_be_muted=False,
)
register_notice(
    "role_changed",
    subject=_("Your role in %(organization)s changed"),
    sentence=_("You are now %(role)s of %(organization)s."),
    link_label=_("Open the organization"),
)
register_notice(
    "member_removed",
    subject=_("You are no longer a member of %(organization)s"),
    sentence=_("An owner of %(organization)s ended your membership."),
)
register_notice(
    "invitation_accepted",
    subject=_("%(person)s joined %(organization)s"),
    sentence=_("%(person)s accepted your invitation to %(organization)s."),
    link_label=_("Open the organization"),
)
register_notice(
    "organization_vetted",
    subject=_("%(organization)s is vetted"),
    sentence=_(
        "An administrator vetted %(organization)s. Its members can now ask for and open what "
        "people share. Reason: %(reason)s"
    ),
    link_label=_("Open the organization"),
)
register_notice(
    "organization_rejected",
    subject=_("%(organization)s was not accepted"),
    sentence=_("An administrator did not accept %(organization)s. Reason: %(reason)s"),
    link_label=_("Open the organization"),
)
register_notice(
    "organization_suspended",
    subject=_("%(organization)s is suspended"),
    sentence=_(
        "An administrator suspended %(organization)s. Until that ends its members can open "
        "nothing. Reason: %(reason)s"
    ),
    link_label=_("Open the organization"),
)
register_notice(
    "organization_reopened",
    subject=_("%(organization)s is waiting for vetting again"),
    sentence=_("An administrator will look at %(organization)s again. Reason: %(reason)s"),
    link_label=_("Open the organization"),
)
register_notice(
    "domain_proven",
    subject=_("%(domain)s is proven"),
    sentence=_("%(organization)s has proven that %(domain)s is its own."),
    link_label=_("Open the organization"),
)
register_notice(
    "domain_lost",
    subject=_("%(domain)s is no longer proven"),
    sentence=_(
        "We looked for the proof that %(domain)s belongs to %(organization)s, several times, and "
        "did not find it. What rests on it has stopped, such as sign-in by your own provider. "
        "Prove the domain again."
    ),
    link_label=_("Open the organization"),
    can_be_muted=False,
)
register_notice(
    "domain_proof_ages",
    subject=_("Prove %(domain)s again within 30 days"),
    sentence=_(
        "A code by email proved %(domain)s for %(organization)s almost a year ago. Ask for a new "
        "code in the next 30 days, or what rests on the proof stops."
    ),
    link_label=_("Open the organization"),
    can_be_muted=False,
)
register_notice(
    "ownership_offered",
    subject=_("%(person)s wants to hand %(organization)s over to you"),
    sentence=_(
        "If you accept, you are an owner of %(organization)s and %(person)s is no longer one."
    ),
    link_label=_("See the offer"),
)
register_notice(
    "ownership_accepted",
    subject=_("%(person)s is now an owner of %(organization)s"),
    sentence=_("%(person)s accepted your offer. You are now a recruiter of %(organization)s."),
    link_label=_("Open the organization"),
)
register_notice(
    "ownership_declined",
    subject=_("%(person)s does not want to own %(organization)s"),
    sentence=_("%(person)s declined your offer. You are still an owner of %(organization)s."),
    link_label=_("Open the organization"),
)
register_notice(
    "sso_linked",
    subject=_("You can now sign in with %(organization)s"),
    sentence=_(
        "Your account and your account at %(organization)s are linked. If that was not you, write "
        "to the administrators. Signing in this way opens the pages of %(organization)s only."
    ),
    link_label=_("Open the organization"),
    can_be_muted=False,
)
register_notice(
    "sso_joined",
    subject=_("%(person)s came to %(organization)s by your provider"),
    sentence=_("%(person)s signed in by your provider and is now a member of %(organization)s."),
    link_label=_("Open the organization"),
)
register_notice(
    "sso_switched_on",
    subject=_("People sign in to %(organization)s by its own provider now"),
    sentence=_(
        "An owner switched it on. Everybody with an address at a domain that %(organization)s has "
        "proven can come in by the provider."
    ),
    link_label=_("Open the organization"),
    can_be_muted=False,
)
