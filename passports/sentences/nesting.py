"""Credentials inside others, presentations, and claims that are shown or kept."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "nested_not_verified": _("A credential inside it is not verified: %(name)s."),
    "nested_not_checked": _("A credential inside it could not be checked: %(name)s."),
    "unsupported_nested": _(
        "A credential inside it is of a kind that we cannot check yet: %(name)s. That says nothing "
        "against it."
    ),
    "bad_nested": _("Something inside it is not a credential."),
    "too_many_credentials": _("It holds more credentials than we check (%(count)s)."),
    "bad_disclosure": _("What it shows is not what its issuer signed."),
    "holder_mismatch": _("Whoever shows it has not proven to be its holder."),
    "unsupported_key_binding": _("It names its holder's key in a way that we cannot check yet."),
}
