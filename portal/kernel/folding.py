"""How names are made comparable for search, the same on every database."""

import unicodedata


def fold(text: str) -> str:
    """NFKC, casefolded, without accents, with single spaces: `Éire  Steel` becomes `eire steel`."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    unaccented = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(unaccented.split())
