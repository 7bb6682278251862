"""Addresses of many rows of one page: `reverse` for each would cost more than the row itself."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_NOBODY = UUID(int=0)


def address(name: str, pk: UUID) -> str:
    """What `reverse(name, args=[pk])` gives, for a page whose only argument is a row's id."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _id, after = reverse(name, args=[_NOBODY]).partition(str(_NOBODY))
    return before, after
