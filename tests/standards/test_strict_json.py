"""JSON that other readers would read differently is refused."""

from __future__ import annotations

import time

import pytest

from passports.standards.strict_json import BadJson, loads
from passports.standards.types import Limits


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"a": 1} x', "not_json"),
        (b"'a'", "not_json"),
        (b'"unterminated', "not_json"),
        (b'["' + b'\\"' * 50, "not_json"),
        (b"]" * 200_000, "not_json"),
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "duplicate_key"),
        (b"NaN", "bad_number"),
        (b"[Infinity]", "bad_number"),
        (b"-Infinity", "bad_number"),
        (b"1e999", "bad_number"),
        (b"9" * 5000, "bad_number"),
        (b"0." + b"1" * 5000, "bad_number"),
        (b'"\\ud800"', "bad_unicode"),
        (b'{"\\udc00": 1}', "bad_unicode"),
        (b'"a\\u0000b"', "bad_unicode"),
        (b'"\x00"', "bad_unicode"),
        (b"\xff\xfe", "bad_unicode"),
        (b'"\xed\xa0\x80"', "bad_unicode"),
        ("\ud800", "bad_unicode"),
        (b"[" * 65 + b"]" * 65, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b" " * 5_000_001, "too_large"),
    ],
)
def test_refuses(content: bytes | str, code: str) -> None:
    with pytest.raises(BadJson) as caught:
        loads(content)
    assert caught.value.code == code


def test_reads_what_is_well_formed() -> None:
    text = '\ufeff{"a": [1, -0, 2.5, true, null, "\\ud83d\\ude00 [[[ \\" {"], "é": {}}'
    expected = {"a": [1, 0, 2.5, True, None, '\U0001f600 [[[ " {'], "é": {}}
    assert loads(text) == expected
    assert loads(text.encode()) == expected


def test_nesting_is_a_limit_of_the_caller() -> None:
    assert loads(b"[" * 64 + b"]" * 64)
    with pytest.raises(BadJson):
        loads(b"[[[]]]", limits=Limits(nesting=2))


def test_hostile_strings_take_no_time() -> None:
    started = time.process_time()
    for content in (
        b'"' + b"\\" * 1_000_000,
        b'"a' * 500_000 + b'"',
        b'"' + b'\\"' * 1_000_000,
        b'"' + b"a" * 4_000_000,
    ):
        with pytest.raises(BadJson):
            loads(content)
    assert time.process_time() - started < 5
