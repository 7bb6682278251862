"""Text that the holder pasted: a credential as JSON, or as a JSON Web Token."""

from django.utils.translation import gettext_lazy as _

from passports.sources.found import MAX_DOCUMENT_BYTES, Found


class Paste:
    name = "paste"
    label = _("Pasted text")

    @staticmethod
    def read(text: str) -> list[Found]:
        """The text as one document. A lone surrogate, which is no text, becomes a question mark:
        the document is then refused or its signature fails, as it must."""
        content = text.strip().encode(errors="replace")
        if not content:
            return [Found("", reason="empty")]
        if len(content) > MAX_DOCUMENT_BYTES:
            return [Found("", size_bytes=len(content), reason="too_large")]
        return [Found("", content=content, size_bytes=len(content))]
