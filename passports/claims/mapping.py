"""From a credential to the claim that it would support."""

from collections.abc import Mapping
from typing import Any

from passports.standards.types import Summary


def propose(summary: Summary, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The kind and the values of the claim, or None when no kind fits."""
    return None
