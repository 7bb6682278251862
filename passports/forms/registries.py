"""Importing a trust registry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.actions.registries import COLUMNS, is_identifier
from passports.models import (
    REMOTE_KINDS,
    OrganizationIdentifier,
    RecognizedIssuer,
    RegistryKind,
    SpeaksFor,
    TrustRegistry,
)
from passports.models.issuer import names_in
from passports.standards.trust.origins import origin_of
from portal.kernel.safe_csv import CsvContent, CsvRefused, read_csv


class RegistryFileForm(forms.Form):
    """A file, or, when the preview is confirmed, the same content as text."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_(
            "Columns: identifier (a DID or an https address), name, since (2021-09-01), speaks_for "
            "(itself, listed or any), organizations (names, with | between them). An empty cell "
            "of the last two changes nothing."
        ),
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
        fields = ("name", "kind", "description", "source_url", "active")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        url = cleaned.get("source_url") or ""
        if cleaned.get("kind") in REMOTE_KINDS and not url.startswith("https://"):
            self.add_error("source_url", _("Enter the https address at which it is published."))
        return cleaned


class RecognizedIssuerForm(forms.ModelForm):
    class Meta:
        model = RecognizedIssuer
        fields = ("registry", "identifier", "name", "since", "speaks_for", "organizations")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not said: for itself.
        self.fields["speaks_for"].required = False

    def clean_identifier(self) -> str:
        identifier: str = self.cleaned_data["identifier"].strip()
        if not is_identifier(identifier):
            raise forms.ValidationError(_("Enter a DID or an https address."), code="identifier")
        return identifier

    def clean_organizations(self) -> str:
        return "\n".join(names_in(self.cleaned_data["organizations"]))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("speaks_for") != SpeaksFor.LISTED:
            cleaned["organizations"] = ""
        registry, identifier = cleaned.get("registry"), cleaned.get("identifier")
        if registry and identifier and registry.kind == RegistryKind.ORIGINS:
            origin = origin_of(identifier)
            if not origin or origin != identifier:
                self.add_error(
                    "identifier",
                    _("This registry lists origins. Enter one, like https://college.example."),
                )
        return cleaned


class OrganizationIdentifierForm(forms.ModelForm):
    class Meta:
        model = OrganizationIdentifier
        fields = ("organization", "identifier")

    def clean_identifier(self) -> str:
        identifier: str = self.cleaned_data["identifier"].strip()
        if not is_identifier(identifier):
            raise forms.ValidationError(_("Enter a DID or an https address."), code="identifier")
        return identifier


def _read(data: bytes) -> CsvContent:
    return read_csv(data, required=COLUMNS[:1], optional=COLUMNS[1:])
