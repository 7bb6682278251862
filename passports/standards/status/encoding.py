"""Packed bits: unpacking them within a bound, and reading one value out of them."""

from __future__ import annotations

import zlib

from passports.standards import keys
from passports.standards.pattern import pattern
from passports.standards.types import Limits

# Drafts before 2024 had no multibase prefix; `H4sI` is how every GZIP stream begins in base64.
ENCODED = pattern(r"(u|H4sI)[A-Za-z0-9_-]+\Z")
_BASE64URL = pattern(r"[A-Za-z0-9_-]+\Z")
GZIP, ZLIB, EITHER = 31, 15, 47


class BadList(Exception):
    """A status list that cannot be read. `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


def unpack(encoded: object, limits: Limits) -> bytes:
    """The bytes of an `encodedList`: multibase base64url of a GZIP stream. Raises BadList."""
    if not isinstance(encoded, str) or not ENCODED.match(encoded):
        raise BadList("bad_encoding", "not multibase base64url")
    return _inflated(encoded.removeprefix("u"), limits, GZIP)


def unpack_plain(encoded: object, limits: Limits, packing: int) -> bytes:
    """The bytes of a list without multibase prefix, packed as `packing` says. Raises BadList."""
    if not isinstance(encoded, str) or not _BASE64URL.match(encoded.rstrip("=")):
        raise BadList("bad_encoding", "not base64url")
    return _inflated(encoded.rstrip("="), limits, packing)


def _inflated(encoded: str, limits: Limits, packing: int) -> bytes:
    try:
        packed = keys.decode_base64url(encoded)
    except ValueError as error:
        raise BadList("bad_encoding", str(error)) from error
    inflater = zlib.decompressobj(wbits=packing)
    try:
        bits = inflater.decompress(packed, limits.decompressed_bytes + 1)
    except zlib.error as error:
        raise BadList("bad_encoding", str(error)) from error
    if len(bits) > limits.decompressed_bytes:
        raise BadList("decompressed_too_large", f"over {limits.decompressed_bytes} bytes")
    if not inflater.eof:
        raise BadList("bad_encoding", "the stream is cut off")
    return bits


def value_from_left(bits: bytes, index: int, size: int = 1) -> int:
    """The value of `size` bits at `index`; the first bit is the highest of the first byte
    (https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding)."""
    start = index * size
    value = 0
    for position in range(start, start + size):
        value = value << 1 | (bits[position // 8] >> (7 - position % 8) & 1)
    return value


def value_from_right(bits: bytes, index: int, size: int = 1) -> int:
    """The same with the first bit the lowest of the first byte (`size` is 1, 2, 4 or 8)."""
    start = index * size
    return bits[start // 8] >> (start % 8) & ((1 << size) - 1)
