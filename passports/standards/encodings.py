"""Bytes as text: multibase and base64url, each value written in exactly one way.

A second spelling of the same bytes is refused, so that nothing that is signed or compared can be
rewritten without notice. https://www.w3.org/TR/cid-1.0/#multibase-0, RFC 7515 section 2.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

# More than the largest key or signature that is accepted; decoding base58 takes time with the
# square of it.
BASE58_CHARACTERS = 4_000
MULTIBASE_CHARACTERS = 2_000_000
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {byte: digit for digit, byte in enumerate(_BASE58)}
_BASE64URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def decode_multibase(text: object) -> bytes:
    """The bytes of a multibase string in base58btc (`z`) or unpadded base64url (`u`).

    Raises ValueError for anything else.
    """
    if not isinstance(text, str) or len(text) > MULTIBASE_CHARACTERS:
        raise ValueError("not a multibase string")
    head, rest = text[:1], text[1:]
    if head == "z":
        return decode_base58(rest)
    if head == "u":
        return decode_base64url(rest)
    raise ValueError("multibase prefix is neither z nor u")


def decode_base58(text: object) -> bytes:
    """Base58 in Bitcoin's alphabet, without prefix. Raises ValueError."""
    if not isinstance(text, str) or not text or len(text) > BASE58_CHARACTERS:
        raise ValueError("not base58btc")
    number = 0
    try:
        for byte in text.encode():
            number = number * 58 + _DIGITS[byte]
    except (KeyError, UnicodeEncodeError):
        raise ValueError("not base58btc") from None
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def decode_base64url(text: object) -> bytes:
    """Strict base64url without padding, unused bits zero. Raises ValueError."""
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("not base64url without padding")
    return decode_base64url_bytes(text.encode())


def decode_base64url_bytes(characters: bytes) -> bytes:
    """The same for text that is in bytes. Raises ValueError."""
    rest = len(characters) % 4
    if rest == 1 or characters.translate(None, _BASE64URL):
        raise ValueError("not base64url without padding")
    plain = characters.replace(b"-", b"+").replace(b"_", b"/")
    data = a2b_base64(plain + b"=" * (-rest % 4))
    if rest and encode_base64url(data[-(len(data) % 3) :])[-1] != chr(characters[-1]):
        raise ValueError("base64url with bits that say nothing")
    return data


def encode_base64url(data: bytes) -> str:
    """base64url without padding."""
    plain = b2a_base64(data, newline=False).rstrip(b"=")
    return plain.replace(b"+", b"-").replace(b"/", b"_").decode()


def encode_base58btc(data: bytes) -> str:
    """Multibase base58btc."""
    number, digits = int.from_bytes(data, "big"), bytearray()
    while number:
        number, digit = divmod(number, 58)
        digits.append(_BASE58[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + digits[::-1].decode()
