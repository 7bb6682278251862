"""The hash of Python itself and that of OpenSSL give the same digests."""

import hashlib
import subprocess
import sys

from passports.standards.digests import SHA_2, _own_sha256, digest, hash_function

# Lengths on both sides of the ends of a block, and a long one.
DATA = [bytes([number % 251]) * number for number in (0, 1, 55, 56, 63, 64, 65, 127, 128, 9_999)]


def test_both_hashes_give_the_same() -> None:
    for data in DATA:
        assert _own_sha256(data).digest() == hashlib.sha256(data).digest()
        for name in SHA_2:
            assert digest(name, data) == hashlib.new(name, data).digest()


def test_openssl_hashes_where_it_is_loaded() -> None:
    assert hash_function("sha256") is hashlib.sha256


def test_one_digest_loads_no_openssl() -> None:
    script = (
        "import sys; from passports.standards.digests import digest;"
        "print(digest('sha256', b'x').hex(), '_hashlib' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [hashlib.sha256(b"x").hexdigest(), "False"]
