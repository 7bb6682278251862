"""COSE messages made on the spot, with an encoder of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from passports.standards import SigningKey
from tests.standards.making import ISSUER_KEY


def dumps(value: Any) -> bytes:
    """CBOR in its shortest form; `(tag, value)` is a tag."""
    if value is None or isinstance(value, bool):
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(dumps(item) for item in value)
    if isinstance(value, tuple):
        return _head(6, value[0]) + dumps(value[1])
    pairs = b"".join(dumps(name) + dumps(item) for name, item in value.items())
    return _head(5, len(value)) + pairs


def _head(major: int, count: int) -> bytes:
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if count < 24:
            return bytes([major << 5 | count])
        if count < 1 << 8 * size:
            return bytes([major << 5 | code]) + count.to_bytes(size, "big")
    raise ValueError(count)


def message(
    credential: Any,
    key: SigningKey = ISSUER_KEY,
    *,
    header: Mapping[Any, Any] | None = None,
    beside: Mapping[Any, Any] | None = None,
    parts: Mapping[int, Any] | None = None,
    typ: str = "application/vc+cose",
) -> bytes:
    """`credential` in a COSE_Sign1 of an Ed25519 key. `header` and `beside` are added to the signed
    header and to the other one, a value of None takes a label away; `parts` replaces parts."""
    content = credential if isinstance(credential, bytes) else json.dumps(credential).encode()
    signed = {1: -8, 3: "application/" + typ[12:14], 4: key.did_key_id.encode(), 16: typ}
    signed |= header or {}
    protected = dumps({label: item for label, item in signed.items() if item is not None})
    signature = key.sign(dumps(["Signature1", protected, b"", content]))
    found: list[Any] = [protected, dict(beside or {}), content, signature]
    for place, part in (parts or {}).items():
        found[place] = part
    return dumps((18, found))
