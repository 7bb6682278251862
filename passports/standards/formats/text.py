"""Reading untrusted text out of a credential for its summary."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.formats.format import as_list
from passports.standards.hints import Any

MAX_TEXT = 5_000


def text_of(value: object) -> str:
    """Plain text of a string, a language value, a language map, or the first of several."""
    if value is None:
        return ""
    if type(value) is str:
        return value[:MAX_TEXT]
    for item in as_list(value):
        if isinstance(item, str) and item:
            return item[:MAX_TEXT]
        if isinstance(item, Mapping):
            inner = item.get("@value")
            if isinstance(inner, str) and inner:
                return inner[:MAX_TEXT]
    return ""


def member(data: object, *names: str) -> Any:
    """The first of the members `names` that `data`, or the first object in it, has."""
    for item in as_list(data):
        if isinstance(item, Mapping):
            for name in names:
                if item.get(name) is not None:
                    return item[name]
            return None
    return None


def id_of(value: object) -> str:
    """The identifier in a reference: a string, or the `id` of an object."""
    for item in as_list(value):
        found = item.get("id") if isinstance(item, Mapping) else item
        if isinstance(found, str):
            return found[:MAX_TEXT]
    return ""
