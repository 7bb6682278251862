"""Forms for proving a domain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain_proofs import method_of
from accounts.domain_proofs.email import MAILBOXES
from accounts.domains import MAX_CHARACTERS, BadDomain, provable_domain
from accounts.models import ProofMethod

SENTENCES = {
    "not_a_domain": _("Write the domain alone, for example acme.example."),
    "public_suffix": _(
        "Anybody can register a name below this one, so nobody can prove it. Write the domain of "
        "your organization, for example acme.example."
    ),
    "free_mail": _(
        "Anybody can get an address at this domain, so it says nothing about your organization. "
        "Write a domain that only your organization uses."
    ),
}


class MailboxForm(forms.Form):
    mailbox = forms.ChoiceField(
        label=_("Mailbox that gets the code"), choices=[(name, f"{name}@") for name in MAILBOXES]
    )


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("Domain"),
        help_text=_("What stands after the @ in your organization's email addresses."),
        max_length=MAX_CHARACTERS,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    method = forms.ChoiceField(
        label=_("How do you want to prove it?"),
        choices=[(name, label) for name, label in ProofMethod.choices],
        widget=forms.RadioSelect,
        initial=ProofMethod.DNS_TXT,
    )
    mailbox = forms.ChoiceField(
        label=_("Mailbox that gets the code"),
        help_text=_("Only for a code by email."),
        choices=[(name, f"{name}@") for name in MAILBOXES],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (name, f"{label}: {method_of(name).explanation}") for name, label in ProofMethod.choices
        ]

    def clean_domain(self) -> str:
        try:
            return provable_domain(self.cleaned_data["domain"])
        except BadDomain as error:
            raise forms.ValidationError(SENTENCES[error.code], code=error.code) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("method") == ProofMethod.EMAIL and not data.get("mailbox"):
            self.add_error("mailbox", _("Choose the mailbox that gets the code."))
        return data
