"""Many documents on several processes: every answer, in order, and no reading far ahead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from passports.standards.bulk import CHUNK, WAITING, verify_many


def _size(content: bytes) -> int:
    if content == b"bad":
        raise ValueError("bad")
    return len(content)


def test_answers_come_in_order() -> None:
    contents = [b"x" * (number % 17) for number in range(3 * CHUNK + 1)]
    assert list(verify_many(_size, contents, processes=2)) == [len(item) for item in contents]
    assert list(verify_many(_size, [], processes=2)) == []


def test_contents_are_read_as_they_are_needed() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"x"

    answers = verify_many(_size, endless(), processes=1)
    assert next(answers) == 1
    assert read <= (WAITING + 1) * CHUNK
    answers.close()  # type: ignore[attr-defined]


def test_what_the_check_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="bad"):
        list(verify_many(_size, [b"good", b"bad"], processes=1))
