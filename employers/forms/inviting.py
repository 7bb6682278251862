"""Forms that ask by email address: one person, many people, and templates for both."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.asking.purposes import PurposeCode, legal_basis
from employers.forms.items import ItemsForm
from employers.forms.plain_text import PlainText
from employers.forms.terms import KEPT_DAYS, TermsForm, with_basis
from employers.models.verification_request import USUALLY_KEPT_DAYS


class InviteForm(ItemsForm, TermsForm):
    name = PlainText(label=_("Name of the person"), max_length=200)
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("Only somebody who proves that this address is theirs can answer."),
        max_length=254,
    )
    PERSON = ("name", "email")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    @property
    def person_fields(self) -> list[Any]:
        return [self[name] for name in self.PERSON]

    @property
    def terms_fields(self) -> list[Any]:
        return [self[name] for name in self.TERMS]


class BatchForm(ItemsForm, TermsForm):
    needs_items = False
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 500 people, with the columns “name” and “email”."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )
    PERSON = ("file",)

    person_fields = InviteForm.person_fields
    terms_fields = InviteForm.terms_fields


class TemplateForm(ItemsForm):
    name = PlainText(
        label=_("Name of the template"),
        help_text=_("For example the job that it is for."),
        max_length=100,
    )
    purpose = forms.ChoiceField(
        widget=forms.RadioSelect, label=_("What do you need it for?"), initial=PurposeCode.HIRING
    )
    kept = forms.ChoiceField(
        choices=list(KEPT_DAYS.items()),
        initial=USUALLY_KEPT_DAYS,
        label=_("How long will you keep the answer?"),
    )
    message = PlainText(
        multiline=True, label=_("Message to the person"), max_length=1000, required=False
    )
    PERSON = ("name",)
    TERMS = ("purpose", "kept", "message")

    person_fields = InviteForm.person_fields
    terms_fields = InviteForm.terms_fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (code, with_basis(label, legal_basis(code)))
            for code, label in PurposeCode.choices
            if code != PurposeCode.OTHER
        ]
