"""Text as people type it, made comparable and made safe."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def folded(text: str) -> str:
    """For search columns: NFKC, without case and accents, single spaces. "É" finds "e" everywhere,
    also on SQLite, whose LIKE folds ASCII only. PostgreSQL takes no NUL, not even in a search."""
    text = "".join(" " if char == "\0" else char for char in text if not _is_unseen(char))
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def _is_unseen(char: str) -> bool:
    """Such as a zero-width space: it makes two names differ that look the same."""
    return not char.isascii() and unicodedata.category(char) == "Cf"


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


def clean_name(text: str) -> str:
    """The name of somebody whom others go by: clean_text, and nothing in it that makes it look like
    another name. Raises ValidationError for characters that nobody sees, and for a word of letters
    of several alphabets that look alike, such as a Cyrillic "а" in a Latin word."""
    cleaned = clean_text(text)
    if any(unicodedata.category(char) == "Cf" and char not in _JOINERS for char in cleaned):
        raise ValidationError(
            _("Remove the invisible characters from this text."), code="control_characters"
        )
    for word in cleaned.split():
        if len({script for char in word for script in _LOOK_ALIKE if _is_of(char, script)}) > 1:
            raise ValidationError(
                _("Write “%(word)s” with the letters of one alphabet."),
                code="mixed_alphabets",
                params={"word": word[:60]},
            )
    return cleaned


def _is_of(char: str, script: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith(script)


# Alphabets with letters that cannot be told apart.
_LOOK_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
# Between letters of Persian or Hindi they are spelling.
_JOINERS = {"\u200c", "\u200d"}
# Control characters, lone surrogates, line and paragraph separators.
_REFUSED = {"Cc", "Cs", "Zl", "Zp"}
_REORDERING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
