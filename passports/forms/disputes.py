"""The form in which a holder objects to what is said of a claim."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.forms.claims import CredentialChoice
from passports.models import Claim, Credential
from portal.kernel.text import clean_text


class ObjectionForm(forms.Form):
    what_is_wrong = forms.CharField(
        label=_("What is wrong?"),
        help_text=_(
            "For example: the end date, the name of the degree, or that it is not about you."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say what is wrong.")},
    )
    what_is_right = forms.CharField(
        label=_("What would be right?"),
        help_text=_("If you know it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean_what_is_wrong(self) -> str:
        return clean_text(self.cleaned_data["what_is_wrong"], multiline=True)

    def clean_what_is_right(self) -> str:
        return clean_text(self.cleaned_data["what_is_right"], multiline=True)


class DisputeForm(ObjectionForm):
    """An objection to a credential that is tied to the claim."""

    credential = CredentialChoice(
        label=_("Which credential says it?"),
        queryset=Credential.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the credential that is wrong."),
            "invalid_choice": _("This credential is not there any more. Choose another one."),
        },
    )
    field_order = ("credential", "what_is_wrong", "what_is_right")

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tied = Credential.objects.filter(evidence__claim=claim)
        self.fields["credential"].queryset = tied
        if tied.count() == 1:
            self.fields["credential"].initial = tied.first()
