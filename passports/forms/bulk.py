"""A file of credentials, one on each line."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

REFUSED = {
    "empty": _("There is no credential in this file. Put one on each line."),
    "too_many_credentials": _(
        "This file has more than 100,000 credentials. Split it into smaller files."
    ),
    "too_many_checks": _("Two of your files are still being checked. Wait until one is done."),
}


class BulkForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A .jsonl file: one credential on each line, as JSON or JWT. Up to 100,000 credentials "
            "and 500 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".jsonl,.ndjson,.txt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": REFUSED["empty"],
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.BULK_MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 500 MB. Split it into smaller files.")
            )
        return file

    def filename(self) -> str:
        """The name as the person knows it, without what a terminal would stumble on."""
        name = self.cleaned_data["file"].name or ""
        return "".join(char for char in name if char.isprintable())[-255:]
