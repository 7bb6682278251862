"""What anybody brings to the public page: one file or photo, or one text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.sources.found import MAX_DOCUMENT_BYTES


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("File or photo"),
        required=False,
        help_text=_(
            "A credential file (JSON, JWT, or a badge image), or a photo of a QR code. Up to 5 MB."
        ),
        widget=forms.FileInput,
    )
    text = forms.CharField(
        label=_("Or its text, or a link to it"),
        required=False,
        help_text=_("JSON, a long code that starts with “ey”, or an address with https."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if file and text:
            raise forms.ValidationError(
                _("Give a file or a text, not both: we answer about one thing at a time.")
            )
        if not file and not text:
            raise forms.ValidationError(_("Choose a file, or paste a text or a link."))
        size = file.size if file else len(text.encode(errors="replace"))
        if size > MAX_DOCUMENT_BYTES:
            raise forms.ValidationError(
                _("This is larger than 5 MB. A credential is smaller: choose another file.")
            )
        return cleaned

    def content(self) -> bytes:
        """The bytes of what was brought."""
        file = self.cleaned_data.get("file")
        if file:
            return bytes(file.read())
        return str(self.cleaned_data["text"]).encode(errors="replace")
