"""Text as people type it: without what nobody sees."""

from typing import Any

from django import forms

from portal.kernel.text import clean_text


class PlainText(forms.CharField):
    """Refuses control characters and marks that turn the direction of text around. Markup stays
    the text that it is: every page escapes it."""

    def __init__(self, *, multiline: bool = False, **options: Any) -> None:
        if multiline:
            options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)
        self.multiline = multiline

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "", multiline=self.multiline)
