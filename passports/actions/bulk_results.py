"""Reading what a bulk check has found, piece by piece."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from passports.adapters.bulk_lines import unpacked_results
from passports.models import BulkCheck, BulkPieceState, BulkState
from passports.standards.types import Outcome
from portal.kernel.safe_csv import defused

COLUMNS = (
    "line",
    "verdict",
    "reasons",
    "format",
    "name",
    "issuer",
    "valid_from",
    "valid_until",
)
_REASONS = (Outcome.FAILED, Outcome.COULD_NOT_CHECK)


@dataclass(frozen=True)
class BulkProgress:
    """How far a check has come: credentials, and how many had each verdict."""

    total: int
    checked: int
    verdicts: dict[str, int]
    failed: int
    finished: bool


def progress_of(check: BulkCheck) -> BulkProgress:
    """Counted from the pieces, without their content."""
    verdicts: Counter[str] = Counter()
    checked = failed = waiting = 0
    for state, count, found in check.pieces.values_list("state", "checked", "verdicts"):
        checked += count
        failed += state == BulkPieceState.FAILED
        waiting += state == BulkPieceState.WAITING
        verdicts.update(found)
    finished = check.state == BulkState.CHECKING and not waiting
    return BulkProgress(check.credentials, checked, dict(verdicts), failed, finished)


def json_lines(check: BulkCheck) -> Iterator[bytes]:
    """One JSON object a line, in the order of the file; one piece in memory at a time."""
    for each in _results(check):
        yield json.dumps(each, ensure_ascii=False).encode() + b"\n"


def csv_lines(check: BulkCheck) -> Iterator[bytes]:
    """The same as a table for spreadsheets, with every cell defused."""
    writer = csv.writer(_Echo())
    yield "\ufeff".encode() + str(writer.writerow(COLUMNS)).encode()
    for each in _results(check):
        row = each | {"reasons": _reasons(each)}
        yield str(writer.writerow([defused(row.get(name)) for name in COLUMNS])).encode()


def _results(check: BulkCheck) -> Iterator[dict[str, Any]]:
    pieces = check.pieces.order_by("position").values_list("results", flat=True)
    for results in pieces.iterator(chunk_size=1):
        yield from unpacked_results(bytes(results))


def _reasons(result: dict[str, Any]) -> str:
    found = [each["code"] for each in result["checks"] if each["outcome"] in _REASONS]
    return " ".join(found)


class _Echo:
    """What the csv module writes into: it hands each row back at once."""

    def write(self, text: str) -> str:
        return text
