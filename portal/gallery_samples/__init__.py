"""Sample data of the gallery: every component in every state that a page can bring it into."""

from portal.gallery_samples.cards import CARDS, LONG, UNREACHABLE
from portal.gallery_samples.lists import EVENTS, IMPORT_ITEMS, REQUEST_EVENTS, TABLE_ROWS, pages
from portal.gallery_samples.passports import CLAIMS, PASSPORT

__all__ = [
    "CARDS",
    "CLAIMS",
    "EVENTS",
    "IMPORT_ITEMS",
    "LONG",
    "PASSPORT",
    "REQUEST_EVENTS",
    "TABLE_ROWS",
    "UNREACHABLE",
    "pages",
]
