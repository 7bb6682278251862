"""SHA-2, by OpenSSL where `hashlib` is loaded already.

Loading OpenSSL for one file takes longer than hashing it with what Python itself has, and for many
files OpenSSL is several times as fast. Both give the same digests (FIPS 180-4).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from passports.standards.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import sha256 as _own_sha256
else:
    try:
        from _sha256 import sha256 as _own_sha256
    except ImportError:
        # Newer versions of Python have it under another name.
        from hashlib import sha256 as _own_sha256

SHA_2 = ("sha256", "sha384")


def hash_function(name: str) -> Callable[[bytes], Any]:
    """What `hashlib` has under `name` (one of `SHA_2`), or the same from Python itself."""
    if name == "sha256" and "hashlib" not in sys.modules:
        return _own_sha256
    import hashlib

    return {"sha256": hashlib.sha256, "sha384": hashlib.sha384}[name]


def digest(name: str, data: bytes) -> bytes:
    """The digest of `data` by the hash with this `name`."""
    return bytes(hash_function(name)(data).digest())
