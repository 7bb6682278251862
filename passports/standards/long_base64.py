"""base64url of whole documents, by pybase64: the same bytes as from `encodings.py`, in an eighth of
the time. One short command never loads it."""

from __future__ import annotations

from pybase64 import b64decode

from passports.standards.encodings import encode_base64url

_PADDING = (b"", b"", b"==", b"=")


def decode_long_base64url(characters: bytes) -> bytes:
    """Strict base64url without padding, unused bits zero. Raises ValueError."""
    rest = len(characters) % 4
    if rest == 1 or b"+" in characters or b"/" in characters or b"=" in characters:
        raise ValueError("not base64url without padding")
    data = b64decode(characters + _PADDING[rest], b"-_", validate=True)
    if rest and encode_base64url(data[-(len(data) % 3) :])[-1] != chr(characters[-1]):
        raise ValueError("base64url with bits that say nothing")
    return data
