"""Typed details: a dataclass for each kind, and nothing that the dataclass does not name."""

import dataclasses
from collections.abc import Mapping
from typing import Any


class BadDetails(ValueError):
    """`details` do not fit the kind. `field` says which one, or names the unknown key."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


LONGEST_TEXT = 2000


def checked(schema: type, details: Mapping[str, Any]) -> dict[str, Any]:
    """The details with empty ones left out.

    Fields of a schema are `str`, `int` or `bool`; a field's `choices` are in its metadata.
    Raises BadDetails for an unknown key, a wrong type, a value that is no choice or too long.
    """
    fields = {field.name: field for field in dataclasses.fields(schema)}
    kept: dict[str, Any] = {}
    for name, value in details.items():
        if name not in fields:
            raise BadDetails(name, "unknown")
        if value in ("", None):
            continue
        wanted = fields[name].type
        # bool is an int to Python, and to nobody else.
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):  # type: ignore[arg-type]
            raise BadDetails(name, "wrong_type")
        choices = fields[name].metadata.get("choices")
        if choices is not None and value not in choices.values:
            raise BadDetails(name, "not_a_choice")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise BadDetails(name, "too_long")
        if value is not False:
            kept[name] = value
    return kept


def detail(choices: Any = None) -> Any:
    """A field of a schema, empty by default."""
    return dataclasses.field(default=None, metadata={"choices": choices})
