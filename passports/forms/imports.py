"""What a holder brings: files, or text."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from passports.sources import Found, Paste, Upload


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Size and number are the source's to judge, file by file."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = list(data or [])
        if not files:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        return files


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Credential files"),
        help_text=_(
            "Files that a school, an employer or a badge platform gave you: JSON, JWT, or a badge "
            "image (PNG or SVG). Up to 500 at once, 5 MB each and 50 MB together."
        ),
    )

    def found(self) -> list[Found]:
        return Upload.read(self.cleaned_data["files"])


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Text of one credential"),
        help_text=_("JSON, which starts with {, or a long code that starts with “ey”."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Paste the text of a credential.")},
    )

    def found(self) -> list[Found]:
        return Paste.read(self.cleaned_data["text"])


FORMS: dict[str, type[UploadForm] | type[PasteForm]] = {
    Upload.name: UploadForm,
    Paste.name: PasteForm,
}
