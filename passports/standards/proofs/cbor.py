"""The few kinds of CBOR that proof values and COSE messages are made of, read strictly.

https://www.rfc-editor.org/rfc/rfc8949: unsigned integers, byte strings, text, arrays and maps of
definite length, each in its shortest form; no tags, no floats, nothing after the end. The headers
of COSE may hold negative integers and true, false and null too.
"""

from __future__ import annotations

DEEPEST = 4
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _SIMPLE = 0, 1, 2, 3, 4, 5, 7
_PLAIN = frozenset({_UNSIGNED, _BYTES, _TEXT, _ARRAY, _MAP})
_OF_HEADERS = _PLAIN | {_NEGATIVE, _SIMPLE}
_SIMPLE_VALUES = {20: False, 21: True, 22: None}


def loads(data: bytes, *, headers: bool = False) -> object:
    """The one value in `data`, which may be of headers. Raises ValueError."""
    value, end = _read(data, 0, 0, _OF_HEADERS if headers else _PLAIN)
    if end != len(data):
        raise ValueError("bytes after the end")
    return value


def _read(data: bytes, at: int, depth: int, kinds: frozenset[int]) -> tuple[object, int]:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    major, count, at = _head(data, at, kinds)
    if major == _UNSIGNED:
        return count, at
    if major == _NEGATIVE:
        return -1 - count, at
    if major == _SIMPLE:
        if count not in _SIMPLE_VALUES:
            raise ValueError("a simple value or a float")
        return _SIMPLE_VALUES[count], at
    if major in {_BYTES, _TEXT}:
        end = at + count
        if end > len(data):
            raise ValueError("a string that is too short")
        return (data[at:end] if major == _BYTES else data[at:end].decode("utf-8")), end
    if count > len(data) - at:
        raise ValueError("more items than bytes")
    if major == _ARRAY:
        items = []
        for _ in range(count):
            item, at = _read(data, at, depth + 1, kinds)
            items.append(item)
        return items, at
    entries: dict[object, object] = {}
    for _ in range(count):
        key, at = _read(data, at, depth + 1, kinds)
        if type(key) not in (int, str, bytes) or key in entries:
            raise ValueError("a key twice, or of a kind that is none")
        entries[key], at = _read(data, at, depth + 1, kinds)
    return entries, at


def _head(data: bytes, at: int, kinds: frozenset[int]) -> tuple[int, int, int]:
    """The major type and the argument of the item at `at`, and where its content begins."""
    if at >= len(data):
        raise ValueError("an item is missing")
    major, low = data[at] >> 5, data[at] & 31
    if major not in kinds:
        raise ValueError(f"major type {major}")
    at += 1
    if low < 24:
        return major, low, at
    if low > 27:
        raise ValueError("an indefinite or reserved length")
    size = 1 << (low - 24)
    if at + size > len(data):
        raise ValueError("a length is missing")
    count = int.from_bytes(data[at : at + size], "big")
    if count < (24 if size == 1 else 1 << (4 * size)):
        raise ValueError("a length that is not in its shortest form")
    return major, count, at + size
