"""The shape of a document: everything that decides how it is read, without its values.

Two documents of one shape have the same keys in the same order, contexts, types, kinds of value and
lengths of lists. What is left are values: strings and numbers that go into the same places of the
same statements.
"""

from __future__ import annotations

from collections.abc import Iterator

from passports.standards.hints import Any, Final
from passports.standards.jsonld.iris import KEYWORDS

# A shape is a flat tuple. Text in it is a key, or follows CONSTANT; the marks are numbers, so that
# no text can be mistaken for one.
OPEN_OBJECT: Final = 1
OPEN_LIST: Final = 2
CLOSE: Final = 3
CONSTANT: Final = 4
TEXT: Final = 5
NUMBER: Final = 6
TRUE: Final = 7
FALSE: Final = 8
NULL: Final = 9

MOST_ENTRIES: Final = 6_000
DEEPEST: Final = 100
MOST_CHARACTERS: Final = 100_000

# Text below these keys decides how the rest is read.
CONSTANT_KEYS: Final = frozenset(
    {"type", *KEYWORDS} - {"@id", "@value", "@list", "@set", "@graph", "@included"}
)

Shape = tuple[str | int, ...]


def shape_of(document: Any) -> tuple[Shape, list[Any]] | None:
    """The shape and the values, in the order of the document.

    None for what has no shape that is worth a plan: a context inside the document, no JSON, or more
    than `MOST_ENTRIES` entries.
    """
    if type(document) is not dict:
        return None
    shape: list[str | int] = []
    values: list[Any] = []
    if not _object(document, shape, values, 1):
        return None
    return tuple(shape), values


def _object(item: dict[str, Any], shape: list[str | int], values: list[Any], depth: int) -> bool:
    if len(shape) > MOST_ENTRIES or depth > DEEPEST:
        return False
    for key, value in item.items():
        kind = type(value)
        if kind is str:
            if key in CONSTANT_KEYS:
                shape += (key, CONSTANT, value)
            else:
                shape.append(key)
                values.append(value)
        elif kind is dict:
            if key == "@context":
                return False
            shape += (key, OPEN_OBJECT)
            if not _object(value, shape, values, depth + 1):
                return False
            shape.append(CLOSE)
        elif kind is list:
            shape += (key, OPEN_LIST)
            if not _list(value, shape, values, key, depth + 1):
                return False
            shape.append(CLOSE)
        elif not _other(value, shape, values, key):
            return False
    return True


def _list(
    items: list[Any], shape: list[str | int], values: list[Any], key: str, depth: int
) -> bool:
    if len(items) > MOST_ENTRIES or depth > DEEPEST:
        return False
    for value in items:
        kind = type(value)
        if kind is str:
            if key in CONSTANT_KEYS:
                shape += (CONSTANT, value)
            else:
                shape.append(TEXT)
                values.append(value)
        elif kind is dict:
            if key == "@context":
                return False
            shape.append(OPEN_OBJECT)
            if not _object(value, shape, values, depth + 1):
                return False
            shape.append(CLOSE)
        elif kind is list:
            shape.append(OPEN_LIST)
            if not _list(value, shape, values, key, depth + 1):
                return False
            shape.append(CLOSE)
        elif not _other(value, shape, values, None):
            return False
    return True


def _other(value: Any, shape: list[str | int], values: list[Any], key: str | None) -> bool:
    if key is not None:
        shape.append(key)
    if value is True:
        shape.append(TRUE)
    elif value is False:
        shape.append(FALSE)
    elif value is None:
        shape.append(NULL)
    elif type(value) is int or type(value) is float:
        shape.append(NUMBER)
        values.append(value)
    else:
        return False
    return True


def with_values(document: Any, values: list[Any]) -> Any:
    """A copy of the document with other values, in the order in which `shape_of` gave them."""
    return _copy(document, iter(values), "")


def _copy(value: Any, values: Iterator[Any], key: str) -> Any:
    kind = type(value)
    if kind is dict:
        return {name: _copy(item, values, name) for name, item in value.items()}
    if kind is list:
        return [_copy(item, values, key) for item in value]
    if kind is str:
        return value if key in CONSTANT_KEYS else next(values)
    return next(values) if kind is int or kind is float else value
