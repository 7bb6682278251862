"""Many credentials on all cores, beside as many processes that know nothing of each other."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.badges import badge
from passports.standards import SigningKey, issue, verify_bytes
from passports.standards.bulk import verify_many
from passports.standards.types import Fetched, FetchFailed, Verdict

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CORES = min(4, len(os.sched_getaffinity(0)))
DIFFERENT = 2_000
CREDENTIALS = 20_000


def no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def check(content: bytes) -> bool:
    return verify_bytes(content, fetch=no_network, now=NOW).verdict is Verdict.VERIFIED


def run() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    documents = [
        json.dumps(issue(badge(number, key.did), key=key, created=NOW)).encode()
        for number in range(DIFFERENT)
    ]
    each = CREDENTIALS // CORES
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(CORES), context.Queue()
    alone = [
        context.Process(target=_alone, args=(documents, each, barrier, answers))
        for _ in range(CORES)
    ]
    for process in alone:
        process.start()
    found = [answers.get() for _ in alone]
    rate = sum(each / took for took, _ in found)
    alone_work = sum(work for _, work in found) / len(found) / each
    for process in alone:
        process.join()
    memory: list[float] = []
    before = _work()
    started = good = 0
    first = 0.0
    for number, answer in enumerate(verify_many(check, _stream(documents), processes=CORES)):
        good += answer
        if number == CREDENTIALS // 10:
            first, started = time.perf_counter(), number
            memory.append(_megabytes())
    took = time.perf_counter() - first
    memory.append(_megabytes())
    together_work = (_work() - before) / CREDENTIALS
    together = (CREDENTIALS - started) / took
    if good != CREDENTIALS:
        raise RuntimeError("a good document was refused")
    print(f"\nBulk on {CORES} cores: {together:.0f} a second; {CORES} processes alone: {rate:.0f}")
    print(
        f"  processor time of each: {together_work * 1e6:.0f} microseconds with starting and "
        f"handing over, {alone_work * 1e6:.0f} alone: {alone_work / together_work:.0%}"
    )
    print(
        f"  {together / rate:.0%} of them (goal: 85%); memory of this process "
        f"{memory[0]:.0f} MB after a tenth, {memory[1]:.0f} MB at the end"
    )


def _stream(documents: list[bytes]) -> Iterator[bytes]:
    for number in range(CREDENTIALS):
        yield documents[number % len(documents)]


def _alone(documents: list[bytes], count: int, barrier: Any, answers: Any) -> None:
    for document in documents[:200]:
        check(document)
    barrier.wait()
    started, worked = time.perf_counter(), time.process_time()
    for number in range(count):
        check(documents[number % len(documents)])
    answers.put((time.perf_counter() - started, time.process_time() - worked))


def _work() -> float:
    """Seconds of processor time of this process and of those that ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _megabytes() -> float:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
