"""JSON text cut at its quotation marks.

Without escapes every second part is text, and what is left is punctuation, words and numbers.
Two texts with the same punctuation differ in nothing but their strings and numbers: if one of
them is JSON, so is the other. https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import re

from passports.standards.frozen import frozen
from passports.standards.hints import Any, Final
from passports.standards.strict_json import MAX_DIGITS

# As many strings, or strings and numbers, as a text may have.
MOST_PARTS: Final = 8_000
# JSON forbids those below a space, and N-Quads would escape the last.
_CONTROLS: Final = bytes([*range(0x20), 0x7F])
_AS_ZEROS: Final = bytes(ord("0") if chr(byte).isdecimal() else byte for byte in range(256))
_IN_NUMBER: Final = "-+.eE"
_NUMBERS: Final = re.compile(r"[-+.0-9eE]+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_INFINITE: Final = (float("inf"), float("-inf"))


@frozen
class Outline:
    """`text` is the punctuation with each number as `0`; `values` the strings, then the numbers."""

    text: str
    values: list[Any]


def outline_of(text: str) -> Outline | None:
    """The outline of a JSON text; None for what plans do not read: a byte order mark, escapes,
    control characters in strings, numbers that a double cannot hold, too many parts."""
    if "\\" in text or text.startswith("\ufeff"):
        return None
    parts = text.split('"')
    if not len(parts) & 1 or len(parts) > MOST_PARTS:
        return None
    strings = parts[1::2]
    # Usually there are none at all, not even between the strings.
    if _has_controls(text) and _has_controls("".join(strings)):
        return None
    outline = '"'.join(parts[::2])
    if not outline.isascii():
        return None
    zeros = outline.encode().translate(_AS_ZEROS)
    return _with_numbers(outline, zeros, strings) if b"0" in zeros else Outline(outline, strings)


def _has_controls(text: str) -> bool:
    content = text.encode()
    return len(content.translate(None, _CONTROLS)) != len(content)


def _with_numbers(outline: str, zeros: bytes, strings: list[Any]) -> Outline | None:
    """`zeros` is the outline with each digit as `0`: where to look for numbers."""
    pieces, end, count = [], 0, 0
    digit = zeros.find(b"0")
    while digit >= 0:
        start = digit
        while start > end and outline[start - 1] in _IN_NUMBER:
            start -= 1
        found = _NUMBERS.match(outline, start)
        count += 1
        if found is None or count > MOST_PARTS // 2:
            return None
        number = _number(found[0])
        if number is None:
            return None
        strings.append(number)
        pieces.append(outline[end:start])
        end = found.end()
        digit = zeros.find(b"0", end)
    pieces.append(outline[end:])
    return Outline("0".join(pieces), strings)


def _number(digits: str) -> int | float | None:
    match = _NUMBER.fullmatch(digits)
    if match is None or len(digits) > MAX_DIGITS:
        return None
    if match[1] is None and match[2] is None:
        return int(digits)
    number = float(digits)
    return None if number in _INFINITE else number


def count_of_strings(outline: str) -> int:
    """How many strings stand in an outline."""
    return outline.count('"')


def filled(outline: str, values: list[Any]) -> str:
    """The JSON text with this outline and these values (strings without quotation marks)."""
    count = count_of_strings(outline)
    numbers = iter(values[count:])
    parts = [
        re.sub("0", lambda _: str(next(numbers)), part) if "0" in part else part
        for part in outline.split('"')
    ]
    # Between two parts of punctuation stands one string.
    return "".join(
        part + (f'"{values[index]}"' if index < count else "") for index, part in enumerate(parts)
    )


def places_of_keys(outline: str) -> list[int]:
    """Which strings of an outline are keys: those that a colon follows."""
    after = outline.split('"')[1:]
    return [place for place, part in enumerate(after) if part.lstrip(" \t\r\n").startswith(":")]
