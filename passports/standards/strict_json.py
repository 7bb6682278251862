"""JSON read once and strictly: what is verified, shown and stored is this one parse.

Other parsers keep the first, the last or both of two equal keys, or accept NaN; two readers that
disagree about a signed document are a hole. Grammar: https://www.rfc-editor.org/rfc/rfc8259
(I-JSON rules: https://www.rfc-editor.org/rfc/rfc7493).
"""

from __future__ import annotations

import json
from itertools import accumulate

from passports.standards.hints import Any, NoReturn
from passports.standards.pattern import pattern
from passports.standards.types import DEFAULT_LIMITS, Limits

MAX_DIGITS = 400

_BAD_CHARACTER = pattern("[\0\ud800-\udfff]")
_OTHER_THAN_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_STEPS = tuple({"[": 1, "{": 1, "]": -1, "}": -1}.get(chr(byte), 0) for byte in range(256))


class BadJson(ValueError):
    """The bytes are not JSON that we accept.

    `code`: `not_json`, `duplicate_key`, `too_deep`, `bad_number`, `bad_unicode`, `too_large`.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def loads(content: bytes | str, *, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parse one JSON text.

    `content` is UTF-8 bytes (a byte order mark is skipped) or text; `limits.document_bytes` and
    `limits.nesting` (levels of arrays and objects) hold before anything is parsed.
    Raises `BadJson`.
    """
    text = _text(content, limits)
    _check_nesting(text.encode() if isinstance(content, str) else content, limits.nesting)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadJson("not_json", f"{error.msg} at character {error.pos}") from None
    if "\\u" in text:
        _check_strings(value)
    return value


def _text(content: bytes | str, limits: Limits) -> str:
    if len(content) > limits.document_bytes:
        raise BadJson("too_large", f"more than {limits.document_bytes} bytes")
    if isinstance(content, str):
        text = content
        if _BAD_CHARACTER.search(text):
            raise BadJson("bad_unicode", "lone surrogate or NUL")
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadJson("bad_unicode", f"not UTF-8 at byte {error.start}") from None
        if "\0" in text:
            raise BadJson("bad_unicode", "NUL character")
    return text.removeprefix("\ufeff")


def _check_nesting(content: bytes, deepest: int) -> None:
    # Without escapes every second part between quotation marks is text. A backslash outside of
    # text is an error, before which the brackets are counted as they stand.
    if b"\\" in content:
        content = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    brackets = b"".join(content.split(b'"')[::2]).translate(None, _OTHER_THAN_BRACKETS)
    if len(brackets) <= deepest:
        return
    if max(accumulate(map(_STEPS.__getitem__, brackets))) > deepest:
        raise BadJson("too_deep", f"more than {deepest} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise BadJson("duplicate_key", key[:100])
            seen.add(key)
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise BadJson("bad_number", name)


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise BadJson("bad_number", f"{len(digits)} digits")
    return int(digits)


def _float(digits: str) -> float:
    if len(digits) > MAX_DIGITS:
        raise BadJson("bad_number", f"{len(digits)} digits")
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise BadJson("bad_number", "too large for a double")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_refuse_constant,
    parse_int=_integer,
    parse_float=_float,
)


def _check_strings(value: Any) -> None:
    """Escapes can smuggle in what the text itself may not hold."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if _BAD_CHARACTER.search(item):
                raise BadJson("bad_unicode", "lone surrogate or NUL")
        elif isinstance(item, dict):
            stack.extend(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
