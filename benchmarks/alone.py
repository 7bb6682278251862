"""Processes that verify and share nothing: what a portal with as many cores is measured against.

They import no Django, so that they start and run as a script of their own would.
"""

import multiprocessing
import time
from datetime import datetime
from typing import Any

from passports.standards import verify_bytes
from passports.standards.types import Fetched, FetchFailed, Verdict


def rate_of(lines: list[bytes], *, cores: int, now: datetime) -> float:
    """How many documents a second `cores` processes verify, all at once."""
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(cores), context.Queue()
    processes = [
        context.Process(target=_verify, args=(lines[start::cores], now, barrier, answers))
        for start in range(cores)
    ]
    for process in processes:
        process.start()
    rate = sum(answers.get() for _ in processes)
    for process in processes:
        process.join()
    return float(rate)


def _no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def _verify(lines: list[bytes], now: datetime, barrier: Any, answers: Any) -> None:
    for line in lines[:100]:
        verify_bytes(line, fetch=_no_network, now=now)
    barrier.wait()
    started = time.perf_counter()
    good = sum(
        verify_bytes(line, fetch=_no_network, now=now).verdict is Verdict.VERIFIED for line in lines
    )
    if not good:
        raise RuntimeError("nothing verified")
    answers.put(len(lines) / (time.perf_counter() - started))
