"""Importing a trust registry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.actions.registries import COLUMNS, is_identifier
from passports.models import RecognizedIssuer, TrustRegistry
from portal.kernel.safe_csv import CsvContent, CsvRefused, read_csv


class RegistryFileForm(forms.Form):
    """A file, or, when the preview is confirmed, the same content as text."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("Columns: identifier (a DID or an https address), name, since (2021-09-01)."),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    only_these = forms.BooleanField(
        label=_("Remove issuers that are not in the file"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text")
        if not file and not text:
            raise forms.ValidationError(_("Choose a CSV file."), code="required")
        try:
            cleaned["content"] = _read(file.read() if file else text.encode())
        except CsvRefused as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from refused
        return cleaned


class TrustRegistryForm(forms.ModelForm):
    source_url = forms.URLField(
        label=_("Where it comes from"), required=False, assume_scheme="https"
    )

    class Meta:
        model = TrustRegistry
        fields = ("name", "description", "source_url", "active")


class RecognizedIssuerForm(forms.ModelForm):
    class Meta:
        model = RecognizedIssuer
        fields = ("registry", "identifier", "name", "since")

    def clean_identifier(self) -> str:
        identifier: str = self.cleaned_data["identifier"].strip()
        if not is_identifier(identifier):
            raise forms.ValidationError(_("Enter a DID or an https address."), code="identifier")
        return identifier


def _read(data: bytes) -> CsvContent:
    return read_csv(data, required=COLUMNS[:1], optional=COLUMNS[1:])
