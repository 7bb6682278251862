"""A filter by the code of a reason, which most rows do not have."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext


class ReasonFilter(admin.AllValuesFieldListFilter):
    """Django names the link for rows without a reason by their value, and nobody can see or hear a
    link without words."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or gettext("Without a reason")}
