"""No input may keep a core busy or fill the memory: measured for each, enforced for all."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tests.fuzz.oracle import Violation

CPU_SECONDS = 2.0
MEMORY_BYTES = 200 * 1024 * 1024


class TooSlow(Violation):
    """One input kept the processor busy for longer than any may."""


def limit_memory() -> None:
    """From here on, 200 MB more than now is a MemoryError."""
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    now = pages * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (now + MEMORY_BYTES, hard))


def bounded(run: Callable[[bytes], None], *, slower: float = 1) -> Callable[[bytes], None]:
    """`run`, with TooSlow for an input that takes too long; `slower` is what watching the coverage
    costs."""
    signal.signal(signal.SIGPROF, _stop)
    seconds = slower * CPU_SECONDS

    def guarded(content: bytes) -> None:
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 2 * seconds)
        try:
            run(content)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        used = time.process_time() - started
        if used > seconds:
            raise TooSlow(f"{used:.1f} s for {len(content)} bytes")

    return guarded


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow("stopped")
