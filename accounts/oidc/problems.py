"""What can go wrong on the way to a provider and back, each with one sentence for people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "issuer_refused": _("This address of a provider cannot be used. It starts with https://."),
    "provider_unreachable": _("We could not reach the provider. Try again in a few minutes."),
    "bad_discovery": _(
        "The provider's description at /.well-known/openid-configuration is missing or broken."
    ),
    "issuer_differs": _(
        "The provider calls itself by another address than the one that is entered here. Copy the "
        "issuer exactly, to the last slash."
    ),
    "no_code_flow": _("The provider does not offer the authorization code flow."),
    "flow_lost": _("This sign-in is too old or was begun in another browser. Begin again."),
    "denied": _("The provider did not let you in. Ask whoever runs it in your organization."),
    "client_refused": _("The provider does not accept our client id and secret."),
    "code_refused": _("The provider did not accept its own code. Begin again."),
    "bad_token": _("The provider's answer is not signed as it should be, so we did not use it."),
    "wrong_issuer": _("The answer names another provider, so we did not use it."),
    "wrong_audience": _("The answer was made for another application, so we did not use it."),
    "token_expired": _("The answer is too old. Check the provider's clock, then begin again."),
    "wrong_nonce": _("The answer belongs to another sign-in, so we did not use it. Begin again."),
    "wrong_subject": _("The provider's two answers are about different people."),
    "no_email": _("The provider did not say your email address. It has to give the scope email."),
    "email_not_verified": _("The provider does not say that your email address is verified."),
    "email_elsewhere": _(
        "Your email address at the provider is not at a domain that the organization has proven."
    ),
    "secret_lost": _("The client secret cannot be read any more. An owner has to enter it again."),
    "not_on": _("Sign-in by this organization's provider is not switched on."),
    "removed": _("You were removed from this organization. Ask an owner to invite you."),
    "suspended": _("This account is suspended. Write to the administrators."),
    "linked_already": _("Somebody else signs in as this person of the provider."),
}


class SsoProblem(Exception):
    """Why a sign-in by a provider ended. The code is one of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sentence_of(code: str) -> str:
    return str(SENTENCES[code])
