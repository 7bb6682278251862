"""Filling a sentence with parameters that came from a document, without trusting or missing any."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
LONGEST_PARAMETER = 200


class _Params(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def filled(sentence: Text, params: Mapping[str, Any] | None = None) -> str:
    """The sentence with its `%(name)s` filled; a parameter that is missing becomes a "?"."""
    return str(sentence) % _Params({name: _as_text(v) for name, v in (params or {}).items()})


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(str(each) for each in value)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_PARAMETER else text[: LONGEST_PARAMETER - 1] + "…"
