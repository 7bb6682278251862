"""Naming whom to ask: by the holder for a claim, by an organization for itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kernel.text import clean_text


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Their name"), max_length=200)
    role = forms.CharField(
        label=_("Their role"),
        help_text=_("For example: registrar, human resources, your manager then."),
        max_length=200,
    )
    email = forms.EmailField(
        label=_("Their email address"),
        help_text=_(
            "Best at the organization's own domain. An address at Gmail or the like works, but "
            "says less, and everybody who reads the answer is told so."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "role"):
            try:
                cleaned[name] = clean_text(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned


class RegistrarForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address for such questions"),
        help_text=_("At a domain that your organization has proven."),
    )
