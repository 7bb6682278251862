"""Naming a guardian, and the guardian's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.consent.guardian_address import refusal_of
from employers.models import VerificationRequest
from portal.kernel.text import clean_text


class GuardianForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address of your parent or guardian"),
        help_text=_(
            "We write to them. They read what you sign, and decide whether they agree. It cannot "
            "be an address of yours, or of the organization that asks."
        ),
        max_length=254,
    )

    def __init__(self, *args: Any, asked: VerificationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        problem = refusal_of(email=email, request=self.asked)
        if problem:
            raise forms.ValidationError(problem)
        return email


class GuardianAnswerForm(forms.Form):
    typed_name = forms.CharField(
        label=_("Your name"),
        help_text=_("With your name you sign, whether you agree or refuse."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name: it is your signature.")},
    )
    statement = forms.BooleanField(
        label=_("I am the parent or legal guardian, and I have read this."),
        error_messages={"required": _("Tick this to sign.")},
    )

    def clean_typed_name(self) -> str:
        return clean_text(self.cleaned_data["typed_name"])
