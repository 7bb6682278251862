"""Naming whom to ask: by the holder for a claim, by an organization for itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kernel import languages
from portal.kernel.text import clean_text


class LanguageForm(forms.Form):
    """Asks for the language of the mails where the portal has several."""

    language = forms.ChoiceField(
        label=_("Language of our mails to them"),
        help_text=_("They can read the page in another one."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = languages.offered()
        if not offered:
            del self.fields["language"]
            return
        choices = [(each.code, each.name) for each in offered]
        self.fields["language"].choices = [("", _("Let them choose")), *choices]  # type: ignore[attr-defined]


class ContactForm(LanguageForm):
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

    field_order = ("name", "role", "email", "language")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "role"):
            try:
                cleaned[name] = clean_text(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned


class RegistrarForm(LanguageForm):
    email = forms.EmailField(
        label=_("Email address for such questions"),
        help_text=_("At a domain that your organization has proven."),
    )

    field_order = ("email", "language")
