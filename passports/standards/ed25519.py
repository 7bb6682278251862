"""Ed25519 (https://www.rfc-editor.org/rfc/rfc8032), by libsodium.

libsodium checks a signature in two thirds of the time that OpenSSL takes, and refuses points of
small order. PyNaCl's own functions for it take longer to load than everything else of a command
that verifies one file, so its binding is called as they call it (nacl/bindings/crypto_sign.py).
"""

from __future__ import annotations

from nacl._sodium import ffi, lib

from passports.standards.hints import Any, Final

KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
# The eight points of small order on Curve25519 have these y coordinates (and p - 1): a signature
# by such a "key" fits any message. https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7
_P25519: Final = 2**255 - 19
_SMALL_ORDER: Final = frozenset(
    {
        0,
        1,
        _P25519 - 1,
        int.from_bytes(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            "little",
        ),
        int.from_bytes(
            bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            "little",
        ),
    }
)
_NOTHING: Final[Any] = ffi.NULL
_opened = lib.crypto_sign_open

if lib.sodium_init() < 0:
    raise ImportError("libsodium does not start")


def checked_key(data: bytes) -> bytes:
    """The 32 bytes of a public key. Raises ValueError for what is none."""
    if len(data) != KEY_BYTES:
        raise ValueError("an Ed25519 public key is 32 bytes long")
    y = int.from_bytes(data, "little") & (2**255 - 1)
    if y >= _P25519 or y in _SMALL_ORDER:
        raise ValueError("an Ed25519 key of small order, or not in its one form")
    return data


def is_signed(key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `signature` over `data` is that of the owner of the public `key` (32 bytes)."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    signed = signature + data
    found: int = _opened(_NOTHING, _NOTHING, signed, len(signed), key)
    return found == 0
