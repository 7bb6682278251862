"""Text from documents, made storable: no NUL, which PostgreSQL refuses, no lone surrogate."""

from collections.abc import Mapping
from typing import Any

_GONE = {0: None}


def text(value: str, max_characters: int | None = None) -> str:
    """The text without NUL and surrogates, cut to a length with an ellipsis."""
    clean = value.translate(_GONE).encode(errors="replace").decode().strip()
    if max_characters is not None and len(clean) > max_characters:
        return clean[: max_characters - 1] + "…"
    return clean


def json_value(value: Any) -> Any:
    """The same for every string inside a JSON value, keys included."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {text(str(key)): json_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(inner) for inner in value]
    if isinstance(value, int | float | bool) or value is None:
        return value
    return text(str(value))
