"""Forms for sign-in by an organization's provider."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domains import proven_domain_of
from accounts.models import OidcConnection, Role
from accounts.oidc import SsoProblem, sentence_of
from accounts.oidc.discovery import MAX_ISSUER_CHARACTERS, checked_issuer
from portal.kernel.text import clean_text

_BARE = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


class ConnectionForm(forms.Form):
    issuer = forms.CharField(
        label=_("Address of the provider (issuer)"),
        help_text=_("For example https://login.acme.example. Copy it exactly."),
        max_length=MAX_ISSUER_CHARACTERS,
        widget=forms.TextInput(attrs={**_BARE, "inputmode": "url"}),
    )
    client_id = forms.CharField(
        label=_("Client id"), max_length=300, widget=forms.TextInput(attrs=_BARE)
    )
    client_secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("We keep it encrypted and never show it again."),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    default_role = forms.ChoiceField(
        label=_("Role of people who come for the first time"),
        choices=[(role.value, role.label) for role in OidcConnection.DEFAULT_ROLES],
        initial=Role.VIEWER,
        help_text=_("Viewers only read. Recruiters ask for and open what people share."),
    )

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_secret"].required = not has_secret

    def clean_issuer(self) -> str:
        try:
            return checked_issuer(self.cleaned_data["issuer"])
        except SsoProblem as problem:
            raise forms.ValidationError(sentence_of(problem.code)) from problem

    def clean_client_id(self) -> str:
        return clean_text(self.cleaned_data["client_id"])

    def clean_client_secret(self) -> str:
        secret: str = self.cleaned_data["client_secret"]
        if secret and (not secret.isascii() or not secret.isprintable()):
            raise forms.ValidationError(_("Copy the secret again: it has odd characters in it."))
        return secret


class OrganizationEmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Your email address at the organization"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def connection(self) -> OidcConnection | None:
        """Whom to ask about this address, or None when its organization has no such sign-in."""
        organization = proven_domain_of(self.cleaned_data["email"])
        if organization is None:
            return None
        found: Any = OidcConnection.objects.on().filter(organization=organization)
        return found.first()  # type: ignore[no-any-return]
