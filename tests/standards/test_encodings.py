"""Bytes as text, each value written in exactly one way, by whichever decoder."""

from hypothesis import example, given
from hypothesis import strategies as st

from passports.standards.encodings import decode_base64url_bytes, encode_base64url
from passports.standards.long_base64 import decode_long_base64url


def outcome(decode, characters):
    try:
        return decode(characters)
    except ValueError:
        return None


@given(st.binary(max_size=300))
def test_both_decoders_read_what_is_written(data):
    characters = encode_base64url(data).encode()
    assert decode_long_base64url(characters) == decode_base64url_bytes(characters) == data


_LETTERS = st.sampled_from([bytes([byte]) for byte in b"AQgwZaz09-_+/=. \n\r\t\0\xff"])


@given(st.lists(_LETTERS, max_size=12).map(b"".join), st.integers(0, 200))
@example(b"QQ==", 0)
@example(b"QR", 0)
@example(b"QUF=", 0)
@example(b"Q=Q=", 0)
@example(b"Q", 3)
def test_both_decoders_refuse_the_same(characters, before):
    characters = b"QUFB" * before + characters
    known = outcome(decode_base64url_bytes, characters)
    assert outcome(decode_long_base64url, characters) == known
