"""Many credentials on all cores, beside as many processes that know nothing of each other."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.badges import badge
from passports.standards import SigningKey, issue, verify_bytes
from passports.standards.bulk import CHUNK, WAITING, verify_many
from passports.standards.types import Fetched, FetchFailed, Verdict

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CORES = min(4, len(os.sched_getaffinity(0)))
DIFFERENT = 2_000
ROUNDS = 10
# In each round, on both sides.
CREDENTIALS = int(os.environ.get("BULK_CREDENTIALS", "100000")) // ROUNDS
# Answers that are ready when a round begins, because workers read ahead, and a chunk for each.
AHEAD = CORES * (WAITING + 1) * CHUNK


def no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def check(content: bytes) -> bool:
    return verify_bytes(content, fetch=no_network, now=NOW).verdict is Verdict.VERIFIED


def run() -> None:
    if CREDENTIALS < 2 * AHEAD:
        raise ValueError(f"BULK_CREDENTIALS must be {2 * AHEAD * ROUNDS} or more")
    key = SigningKey.from_seed(bytes(range(32)))
    documents = [
        json.dumps(issue(badge(number, key.did), key=key, created=NOW)).encode()
        for number in range(DIFFERENT)
    ]
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(CORES + 1), context.Queue()
    alone = [
        context.Process(target=_alone, args=(documents, barrier, answers)) for _ in range(CORES)
    ]
    for process in alone:
        process.start()
    single = {str(process.pid) for process in alone}
    barrier.wait()
    before, ended_before = _work(), _work(resource.RUSAGE_CHILDREN)
    found = verify_many(check, _stream(documents), processes=CORES)
    _take(found, AHEAD)
    rounds: list[tuple[float, float]] = []
    own_work: list[float] = []
    memory: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        # Nobody works for the other side now: what is ahead is ready, and the queue is full.
        time.sleep(0.5)
        barrier.wait()
        ends = [answers.get() for _ in alone]
        rate_alone = sum(CREDENTIALS // CORES / took for took, _ in ends)
        own_work += [work / (CREDENTIALS // CORES) for _, work in ends]
        _take(found, AHEAD)
        started = time.perf_counter()
        _take(found, CREDENTIALS - AHEAD)
        together = (CREDENTIALS - AHEAD) / (time.perf_counter() - started)
        rounds.append((together, rate_alone))
        memory.append((_megabytes("self"), max(map(_megabytes, _children() - single))))
    for process in alone:
        process.join()
    # The others have ended and are counted now; the workers are not yet.
    before += _work(resource.RUSAGE_CHILDREN) - ended_before
    rest = sum(1 for _ in found)
    work = (_work() - before) / (ROUNDS * CREDENTIALS + AHEAD + rest)
    _say(rounds, statistics.mean(own_work), work, memory)


def _say(
    rounds: list[tuple[float, float]], alone: float, together: float,
    memory: list[tuple[float, float]],
) -> None:  # fmt: skip
    ratios = sorted(ours / theirs for ours, theirs in rounds)
    middle = [statistics.median(side) for side in zip(*rounds, strict=True)]
    print(
        f"\nBulk on {CORES} cores: {middle[0]:.0f} a second; {CORES} processes alone: "
        f"{middle[1]:.0f}, in {ROUNDS} rounds of {CREDENTIALS} in turn"
    )
    print(
        f"  {statistics.median(ratios):.0%} of them (goal: 85%; rounds from {ratios[0]:.0%} to "
        f"{ratios[-1]:.0%})"
    )
    print(
        f"  processor time of each: {together * 1e6:.0f} microseconds with starting and handing "
        f"over, {alone * 1e6:.0f} alone: {alone / together:.0%}"
    )
    # The stream is cut into rounds; every second one is enough to see whether memory grows.
    print("  memory in MB, of this process and of the largest worker")
    for number in range(1, ROUNDS, 2):
        own, worker = memory[number]
        print(f"    after {(number + 1) * CREDENTIALS:7}: {own:.0f} and {worker:.0f}")


def _take(answers: Iterator[bool], count: int) -> None:
    if sum(islice(answers, count)) != count:
        raise RuntimeError("a good document was refused")


def _stream(documents: list[bytes]) -> Iterator[bytes]:
    for number in range(ROUNDS * CREDENTIALS + AHEAD):
        yield documents[number % len(documents)]


def _alone(documents: list[bytes], barrier: Any, answers: Any) -> None:
    for document in documents[:200]:
        check(document)
    barrier.wait()
    for _ in range(ROUNDS):
        barrier.wait()
        started, worked = time.perf_counter(), time.process_time()
        for number in range(CREDENTIALS // CORES):
            check(documents[number % len(documents)])
        answers.put((time.perf_counter() - started, time.process_time() - worked))


def _work(*whose: int) -> float:
    """Seconds of processor time, by default of this process and of those that ended."""
    usages = map(resource.getrusage, whose or (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _children() -> set[str]:
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        return set(children.read().split())


def _megabytes(process: str) -> float:
    with open(f"/proc/{process}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    run()
