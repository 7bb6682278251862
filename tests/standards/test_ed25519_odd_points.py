"""What we take, OpenSSL takes too, and what is odd is refused.

The odd ones are those of "Taming the many EdDSAs" (https://eprint.iacr.org/2020/1244): points of
small and of mixed order, other spellings of a point, S that is not reduced.
"""

from __future__ import annotations

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from passports.standards.ed25519 import is_signed
from passports.standards.keys import BadKey, from_raw

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def _point(y: int, sign: int) -> Point:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (P - x if x & 1 != sign else x), y


def _add(one: Point, other: Point) -> Point:
    (a, b), (c, d) = one, other
    t = D * a * b * c * d
    return (a * d + c * b) * pow(1 + t, -1, P) % P, (b * d + a * c) * pow(1 - t, -1, P) % P


def _times(number: int, point: Point) -> Point:
    result = (0, 1)
    while number:
        if number & 1:
            result = _add(result, point)
        point, number = _add(point, point), number >> 1
    return result


def _bytes(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


BASE = _point(4 * pow(5, -1, P) % P, 0)
_EIGHTH = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
TORSION = _point(int.from_bytes(bytes.fromhex(_EIGHTH), "little"), 0)
SECRET, NONCE = 7**80 % ORDER, 5**90 % ORDER


def _challenge(r: bytes, a: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + a + message).digest(), "little") % ORDER


def _both(key: bytes, signature: bytes, message: bytes) -> tuple[bool, bool]:
    """What we say, and what OpenSSL says."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        theirs = True
    except InvalidSignature:
        theirs = False
    return is_signed(key, signature, message), theirs


def _signature(r: bytes, a: bytes, message: bytes) -> tuple[bytes, int]:
    """What holds for the cofactored equation, whatever torsion `r` and `a` have."""
    s = (NONCE + _challenge(r, a, message) * SECRET) % ORDER
    return r + s.to_bytes(32, "little"), s


def test_s_that_is_not_reduced() -> None:
    a, r = _bytes(_times(SECRET, BASE)), _bytes(_times(NONCE, BASE))
    signature, s = _signature(r, a, b"m")
    assert _both(a, signature, b"m") == (True, True)
    for other in (s + ORDER, s + 2 * ORDER, s + 4 * ORDER):
        assert _both(a, r + other.to_bytes(32, "little"), b"m") == (False, False)


@pytest.mark.parametrize("torsion", range(1, 8))
def test_points_of_mixed_order(torsion: int) -> None:
    """A key or an R with torsion is good only where the equation holds without the cofactor, and
    for both alike."""
    extra = _times(torsion, TORSION)
    a, r = _bytes(_times(SECRET, BASE)), _bytes(_add(_times(NONCE, BASE), extra))
    assert _both(a, _signature(r, a, b"m")[0], b"m") == (False, False)
    a, r = _bytes(_add(_times(SECRET, BASE), extra)), _bytes(_times(NONCE, BASE))
    for number in range(24):
        message = b"%d" % number
        ours, theirs = _both(a, _signature(r, a, message)[0], message)
        assert ours == theirs == (_challenge(r, a, message) * torsion % 8 == 0)


@pytest.mark.parametrize("torsion", range(8))
def test_points_of_small_order(torsion: int) -> None:
    """Such an R is refused, and such a key is none."""
    small = _bytes(_times(torsion, TORSION))
    a = _bytes(_times(SECRET, BASE))
    s = _challenge(small, a, b"m") * SECRET % ORDER
    # OpenSSL takes the one whose R is the neutral element; nobody who signs makes it.
    assert not is_signed(a, small + s.to_bytes(32, "little"), b"m")
    with pytest.raises(BadKey):
        from_raw("Ed25519", small)


@pytest.mark.parametrize("y", [P, P + 1, P + 2, P + 3, 2**255 - 1])
@pytest.mark.parametrize("sign", [0, 1])
def test_other_spellings_of_a_point(y: int, sign: int) -> None:
    written = (y | sign << 255).to_bytes(32, "little")
    with pytest.raises(BadKey):
        from_raw("Ed25519", written)
    a = _bytes(_times(SECRET, BASE))
    assert _both(a, _signature(written, a, b"m")[0], b"m") == (False, False)
