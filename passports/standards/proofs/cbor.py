"""The few kinds of CBOR that proof values are made of, read strictly.

https://www.rfc-editor.org/rfc/rfc8949: unsigned integers, byte strings, text, arrays and maps of
definite length, each in its shortest form; no tags, no floats, nothing after the end.
"""

from __future__ import annotations

DEEPEST = 4
_UNSIGNED, _BYTES, _TEXT, _ARRAY, _MAP = 0, 2, 3, 4, 5


def loads(data: bytes) -> object:
    """The one value in `data`. Raises ValueError."""
    value, end = _read(data, 0, 0)
    if end != len(data):
        raise ValueError("bytes after the end")
    return value


def _read(data: bytes, at: int, depth: int) -> tuple[object, int]:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    major, count, at = _head(data, at)
    if major == _UNSIGNED:
        return count, at
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
            item, at = _read(data, at, depth + 1)
            items.append(item)
        return items, at
    entries: dict[object, object] = {}
    for _ in range(count):
        key, at = _read(data, at, depth + 1)
        if not isinstance(key, int | str | bytes) or key in entries:
            raise ValueError("a key twice, or of a kind that is none")
        entries[key], at = _read(data, at, depth + 1)
    return entries, at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """The major type and the argument of the item at `at`, and where its content begins."""
    if at >= len(data):
        raise ValueError("an item is missing")
    major, low = data[at] >> 5, data[at] & 31
    if major not in {_UNSIGNED, _BYTES, _TEXT, _ARRAY, _MAP}:
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
