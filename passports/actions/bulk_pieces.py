"""Checking one piece of a bulk check: first what needs no network, then the rest."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from passports.adapters import untrusted
from passports.adapters.bulk_lines import (
    TOO_LONG,
    Line,
    packed_lines,
    packed_results,
    unpacked_lines,
)
from passports.adapters.fetching import MemoFetch, NeedsNetwork
from passports.adapters.verifying_many import ManyVerifier
from passports.models import BulkPiece, BulkPieceState
from passports.standards.command_line import report_as_dict
from passports.standards.pipeline import not_a_credential_report
from passports.standards.types import Fetch, Fetched, FetchFailed, NotACredential, Verdict
from portal.kernel.work import Effect, enqueue

CHECK_PIECE_ONLINE = "passports.check_bulk_piece_online"
# Of one run; the lines that are left then come in the next. Well below a task's soft time limit.
SECONDS = 20
# After so many runs on the network, its hosts are taken for unreachable.
MOST_ROUNDS = 5


@dataclass
class Progress:
    """What one run has found, and the lines that are left for the next."""

    results: list[dict[str, Any]] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)


def check(*, piece_id: UUID, online: bool) -> Effect | None:
    """Check the lines of a piece outside any transaction, and return what stores the results."""
    piece = _waiting(piece_id)
    if piece is None:
        return None
    lines = unpacked_lines(bytes(piece.content or b""))
    fetch = _fetch(piece.rounds, online)
    progress = check_lines(lines, fetch=fetch, filename=piece.check_run.filename)
    return partial(_store, piece, progress, online)


def check_lines(lines: Sequence[Line], *, fetch: Fetch, filename: str) -> Progress:
    """Verify line after line until the time is over. A line that needs a host which `fetch` may
    not ask is left over, and costs no other."""
    verifier = ManyVerifier(fetch=fetch, now=timezone.now())
    progress = Progress()
    deadline = time.monotonic() + SECONDS
    for number, line in lines:
        if progress.results and time.monotonic() > deadline:
            progress.left.append((number, line))
            continue
        try:
            report = (
                not_a_credential_report(NotACredential("too_large"), timezone.now())
                if line == TOO_LONG
                else verifier.report(line)
            )
        except NeedsNetwork:
            progress.left.append((number, line))
            continue
        found = untrusted.json_value(report_as_dict(filename, report))
        progress.results.append({"line": number, **found})
    return progress


def fail(*, piece_id: UUID) -> None:
    """Close a piece that could not be finished: its lines are answered, as inconclusive."""
    piece = _waiting(piece_id)
    if piece is None:
        return
    lines = unpacked_lines(bytes(piece.content or b""))
    filename = piece.check_run.filename
    unfinished: list[dict[str, Any]] = [
        {
            "line": number,
            "file": filename,
            "format": "",
            "verdict": str(Verdict.INCONCLUSIVE),
            "checks": [],
            "issuer": "",
            "name": "",
            "valid_from": None,
            "valid_until": None,
        }
        for number, _line in lines
    ]
    _append(piece, Progress(unfinished), BulkPieceState.FAILED)


def _waiting(piece_id: UUID) -> BulkPiece | None:
    return (
        BulkPiece.objects.filter(id=piece_id, state=BulkPieceState.WAITING)
        .select_related("check_run")
        .first()
    )


def _fetch(rounds: int, online: bool) -> Fetch:
    from passports.adapters.fetching import LocalFetch

    if not online:
        return LocalFetch()
    return MemoFetch(total_seconds=SECONDS) if rounds < MOST_ROUNDS else _given_up


def _given_up(url: str) -> Fetched:
    raise FetchFailed("too_slow", url, transient=True)


def _store(piece: BulkPiece, progress: Progress, online: bool) -> None:
    if not progress.left:
        _append(piece, progress, BulkPieceState.DONE)
        return
    _append(piece, progress, BulkPieceState.WAITING, rounds=piece.rounds + int(online))
    enqueue(CHECK_PIECE_ONLINE, piece.id)


def _append(piece: BulkPiece, progress: Progress, state: str, **changes: Any) -> None:
    """One UPDATE that the state guards: results are added once, whoever else tries."""
    verdicts = Counter(piece.verdicts) + Counter(each["verdict"] for each in progress.results)
    results = bytes(piece.results) + packed_results(progress.results)
    BulkPiece.objects.filter(
        id=piece.id, state=BulkPieceState.WAITING, checked=piece.checked
    ).update(
        state=state,
        content=packed_lines(progress.left) if progress.left else None,
        results=results,
        checked=piece.checked + len(progress.results),
        verdicts=dict(verdicts),
        **changes,
    )
