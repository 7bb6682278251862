"""Dates in words. A page writes the same few days many times."""

import datetime
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language


def written(day: datetime.date, pattern: str) -> str:
    """A date or a time (UTC) by one of Django's date patterns, in the language of the page."""
    if isinstance(day, datetime.datetime):
        day = day.date()
    return _written(get_language(), day, pattern)


@lru_cache(maxsize=4000)
def _written(_language: str | None, day: datetime.date, pattern: str) -> str:
    return formats.date_format(day, pattern)
