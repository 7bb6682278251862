"""Ed25519 as RFC 8032 has it, and as OpenSSL sees it."""

from __future__ import annotations

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from passports.standards.ed25519 import checked_key, is_signed

# https://www.rfc-editor.org/rfc/rfc8032#section-7.1: secret, public, message, signature
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


def _openssl(key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(secret: str, public: str, message: str, signature: str) -> None:
    key, data, signed = (bytes.fromhex(text) for text in (public, message, signature))
    assert is_signed(checked_key(key), signed, data)
    assert not is_signed(key, signed, data + b"x")
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(data) == signed


def test_both_libraries_agree_on_good_and_spoilt_signatures() -> None:
    chance = random.Random(8032)
    for _ in range(200):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        key = private.public_key().public_bytes_raw()
        data = chance.randbytes(chance.randrange(200))
        good = private.sign(data)
        assert is_signed(key, good, data)
        place = chance.randrange(64 * 8)
        spoilt = bytearray(good)
        spoilt[place // 8] ^= 1 << place % 8
        assert is_signed(key, bytes(spoilt), data) is _openssl(key, bytes(spoilt), data) is False


def test_a_second_form_of_a_signature_is_refused() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key, good = private.public_key().public_bytes_raw(), private.sign(b"data")
    larger = int.from_bytes(good[32:], "little") + ORDER
    other = good[:32] + larger.to_bytes(32, "little")
    assert not is_signed(key, other, b"data")
    assert not _openssl(key, other, b"data")


@pytest.mark.parametrize("length", [0, 1, 63, 65, 128])
def test_a_signature_of_another_length(length: int) -> None:
    key = bytes.fromhex(VECTORS[0][1])
    assert not is_signed(key, bytes(length), b"data")
    # What is missing must not be taken from the data.
    good = bytes.fromhex(VECTORS[0][3])
    assert not is_signed(key, good[:32], good[32:])


@pytest.mark.parametrize(
    "data", [b"", bytes(31), bytes(33), bytes(32), b"\x01" + bytes(31), b"\xff" * 32]
)
def test_what_is_no_key(data: bytes) -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        checked_key(data)
