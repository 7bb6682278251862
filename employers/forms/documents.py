"""The form for a document that nobody has confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from employers.documents import MAX_BYTES, media_type_of


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("Document"),
        help_text=_("A PDF, or a photo as PNG or JPEG, of at most 5 MB. For example: a pay slip "
                    "with the amounts made unreadable, a letter, a certificate."),
        widget=forms.ClearableFileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another."),
        },
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Choose a smaller one."))
        self._content = file.read()
        self._media_type = media_type_of(self._content)
        if not self._media_type:
            raise ValidationError(_("This is no PDF, PNG or JPEG. Save it as one of these."))
        return file

    @property
    def document(self) -> dict[str, Any]:
        """What the action takes."""
        name = "".join(char for char in self.cleaned_data["file"].name if char.isprintable())
        return {
            "filename": name[-200:] or "document",
            "media_type": self._media_type,
            "content": self._content,
        }
