"""What a template or a batch asks for: kinds of claims, each with what the requester calls it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from passports.models import ClaimKind

MOST_ITEMS = 10
MOST_CHARACTERS = 200

Item = tuple[str, str]


def items_of(stored: Any) -> list[Item]:
    """(kind, description) of what a JSON field holds. Raises ValidationError for anything else."""
    if not isinstance(stored, list) or not 0 < len(stored) <= MOST_ITEMS:
        raise ValidationError(_("Ask for at least one claim and at most ten."))
    items = []
    for each in stored:
        if not isinstance(each, list | tuple) or len(each) != 2:
            raise ValidationError(_("Each claim has a kind and a description."))
        kind, description = each
        if kind not in ClaimKind.values or not isinstance(description, str) or not description:
            raise ValidationError(_("Each claim has a kind and a description."))
        if len(description) > MOST_CHARACTERS:
            raise ValidationError(_("A description has at most 200 characters."))
        items.append((str(kind), description))
    return items


def check_items(stored: Any) -> None:
    """A validator for JSON fields."""
    items_of(stored)
