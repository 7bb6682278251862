"""The lines of a file of credentials: taken apart, packed, and read again. Never all at once."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from passports.standards.types import DEFAULT_LIMITS

LINES_OF_A_PIECE = 500
BYTES_OF_A_PIECE = 4_000_000
# In place of a line that is longer than any credential.
TOO_LONG = b"\x01"

Line = tuple[int, bytes]


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """Each line that is not blank with its number in the file, the first being 1.

    A line longer than a document may be comes as TOO_LONG, and is skipped without being kept.
    """
    longest = DEFAULT_LIMITS.document_bytes
    number = 0
    while part := file.readline(longest + 2):
        number += 1
        line = part.strip()
        while not part.endswith(b"\n") and (part := file.readline(longest)):
            line = TOO_LONG
        if len(line) > longest:
            line = TOO_LONG
        if line:
            yield number, line


def pieces_of(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in groups that one piece of work can hold."""
    piece: list[Line] = []
    size = 0
    for number, line in lines:
        if piece and (len(piece) == LINES_OF_A_PIECE or size + len(line) > BYTES_OF_A_PIECE):
            yield piece
            piece, size = [], 0
        piece.append((number, line))
        size += len(line)
    if piece:
        yield piece


def packed_lines(lines: Iterable[Line]) -> bytes:
    """Lines with their numbers, as they are kept until they are checked."""
    return gzip.compress(b"".join(b"%d\t%s\n" % each for each in lines), compresslevel=1, mtime=0)


def unpacked_lines(content: bytes) -> list[Line]:
    """The lines that `packed_lines` packed."""
    found = []
    for row in gzip.decompress(content).split(b"\n")[:-1]:
        number, _, line = row.partition(b"\t")
        found.append((int(number), line))
    return found


def packed_results(results: Iterable[dict[str, Any]]) -> bytes:
    """Results as JSON lines. What is packed later may be appended to what was packed before."""
    text = "".join(f"{json.dumps(each)}\n" for each in results)
    return gzip.compress(text.encode(), compresslevel=1, mtime=0)


def unpacked_results(content: bytes) -> list[dict[str, Any]]:
    """All results of a piece in the order of their lines."""
    if not content:
        return []
    with gzip.open(io.BytesIO(content), "rt", encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    return sorted(found, key=lambda each: int(each["line"]))
