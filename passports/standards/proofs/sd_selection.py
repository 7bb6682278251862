"""The part of a JSON-LD document that JSON pointers name.

https://www.w3.org/TR/vc-di-ecdsa/#selectjsonld
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from passports.standards.hints import Any

_WHOLE = ""  # in a tree of pointers: everything from here on


def select(document: Mapping[str, Any], pointers: Sequence[str]) -> dict[str, Any] | None:
    """The selected part with its contexts, identifiers and types; None without pointers.

    Raises ValueError for a pointer that is malformed or leads nowhere (RFC 6901).
    """
    if not pointers:
        return None
    tree: dict[str, Any] = {}
    for pointer in pointers:
        _add(tree, pointer)
    selected = _selected(document, tree)
    if not isinstance(selected, dict):
        raise ValueError("the selection is no object")
    if "@context" in document:
        selected["@context"] = copy.deepcopy(document["@context"])
    return selected


def _add(tree: dict[str, Any], pointer: str) -> None:
    if pointer and not pointer.startswith("/"):
        raise ValueError("a pointer that does not begin with a slash")
    for part in pointer.split("/")[1:]:
        name = "/" + part.replace("~1", "/").replace("~0", "~")
        tree = tree.setdefault(name, {})
    tree[_WHOLE] = True


def _selected(value: Any, tree: Mapping[str, Any]) -> Any:
    if _WHOLE in tree:
        return copy.deepcopy(value)
    if isinstance(value, list):
        indexes = sorted(_index(name, len(value)) for name in tree)
        return [_selected(value[index], tree[f"/{index}"]) for index in indexes]
    if not isinstance(value, dict):
        raise ValueError("a pointer leads into a value")
    found: dict[str, Any] = {}
    for member in ("id", "@id"):
        identifier = value.get(member)
        if isinstance(identifier, str) and not identifier.startswith("_:"):
            found[member] = identifier
    if "type" in value:
        found["type"] = copy.deepcopy(value["type"])
    for name, below in tree.items():
        if name[1:] not in value:
            raise ValueError("a pointer leads nowhere")
        found[name[1:]] = _selected(value[name[1:]], below)
    return found


def _index(name: str, size: int) -> int:
    text = name[1:]
    if not text.isascii() or not text.isdigit() or str(int(text)) != text or int(text) >= size:
        raise ValueError("a pointer leads outside a list")
    return int(text)


def with_names(value: Any, prefix: str) -> Any:
    """A copy in which every object that has no identifier has one that begins with `prefix`."""
    return _Namer(prefix).named(value)


class _Namer:
    def __init__(self, prefix: str) -> None:
        self._prefix, self._count = prefix, 0

    def named(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.named(item) for item in value]
        if not isinstance(value, dict):
            return value
        copied = {
            name: item if name == "@context" else self.named(item) for name, item in value.items()
        }
        if not {"id", "@id", "@value", "@list", "@set"}.intersection(value):
            copied["@id"] = f"{self._prefix}{self._count}"
            self._count += 1
        return copied
