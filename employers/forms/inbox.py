"""The form of a file with answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kernel.text import clean_text


class AnswersFileForm(forms.Form):
    file = forms.FileField(
        label=_("File with answers"),
        help_text=_("A CSV file: the one that you downloaded, with the column “said” filled in."),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file.")},
    )
    typed_name = forms.CharField(label=_("Your name"), max_length=200)
    typed_role = forms.CharField(label=_("Your role"), max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("typed_name", "typed_role"):
            try:
                cleaned[name] = clean_text(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned
