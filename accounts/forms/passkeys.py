"""Adding a passkey, in words that people know."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("So that you recognize it later, for example: phone.")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Sign in with it alone")
        passwordless.help_text = _(
            "Keep this ticked unless it is an old security key without a fingerprint or a PIN."
        )
        passwordless.initial = True
