"""JSON Canonicalization Scheme: https://www.rfc-editor.org/rfc/rfc8785."""

from __future__ import annotations

import json
from collections.abc import Mapping

from passports.standards.hints import Any
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.numbers import json_form
from passports.standards.pattern import pattern

_SURROGATE = pattern("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    """The canonical text of a JSON value (encode it as UTF-8 to hash it).

    Raises `JsonLdError` (`unsupported_number`, `bad_unicode`, `unsupported_value`).
    """
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        return json_form(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join([canonical_json(item) for item in value]) + "]"
    if isinstance(value, Mapping):
        keys = sorted(value, key=_utf16)
        return "{" + ",".join([f"{_string(k)}:{canonical_json(value[k])}" for k in keys]) + "}"
    raise JsonLdError("unsupported_value", type(value).__name__)


def _utf16(key: str) -> bytes:
    try:
        return key.encode("utf-16-be")
    except UnicodeEncodeError:
        raise JsonLdError("bad_unicode", "lone surrogate") from None


def _string(text: str) -> str:
    if _SURROGATE.search(text):
        raise JsonLdError("bad_unicode", "lone surrogate")
    return json.dumps(text, ensure_ascii=False)
