"""Many documents on all cores. Each process keeps what it learned of contexts, keys and shapes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from passports.standards.hints import TypeVar

Answer = TypeVar("Answer")

CHUNK = 100
# Chunks that wait for each process: enough that none waits, few enough that memory stays flat.
WAITING = 4


def verify_many(
    check: Callable[[bytes], Answer], contents: Iterable[bytes], *, processes: int
) -> Iterator[Answer]:
    """What `check` says of each of `contents`, in their order, on so many processes.

    `check` is a function of a module, because other processes import it; `contents` are read only
    as far ahead as the processes need. What `check` raises is raised here.
    """
    context = multiprocessing.get_context("spawn")
    rest = iter(contents)
    waiting: deque[Future[list[Answer]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        try:
            while True:
                while len(waiting) < processes * WAITING and (chunk := list(islice(rest, CHUNK))):
                    waiting.append(pool.submit(_check_all, check, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _check_all(check: Callable[[bytes], Answer], contents: list[bytes]) -> list[Answer]:
    return [check(content) for content in contents]
