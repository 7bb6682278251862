"""Text as people type it, made comparable and made safe."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def folded(text: str) -> str:
    """For search columns: NFKC, without case and accents, single spaces. "É" finds "e" everywhere,
    also on SQLite, whose LIKE folds ASCII only. PostgreSQL takes no NUL, not even in a search."""
    text = text.replace("\0", " ")
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def clean_text(text: str, *, multiline: bool = False) -> str:
    """The text in NFC without space around it. Raises ValidationError for what is not text: control
    characters, and the marks that reverse the direction of what follows them."""
    allowed = "\n\t" if multiline else ""
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
    for char in cleaned:
        if char not in allowed and (unicodedata.category(char) in _REFUSED or char in _REORDERING):
            raise ValidationError(
                _("Remove the invisible characters from this text."), code="control_characters"
            )
    return cleaned


# Control characters, lone surrogates, line and paragraph separators.
_REFUSED = {"Cc", "Cs", "Zl", "Zp"}
_REORDERING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
