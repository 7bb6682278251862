"""One program that `up` started: its command, whether it is ready, and how it ends."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.processes.bound_to_parent import bound_to_this_process

LARGEST_LOG_BYTES = 10_000_000


@dataclass
class Child:
    name: str
    command: list[str]
    log: Path
    # Asked again and again after the start, until it says yes.
    is_ready: Callable[["Child"], bool]
    ready_within_seconds: float = 60
    stops_within_seconds: float = 20
    process: subprocess.Popen[bytes] | None = None
    crashes: list[float] = field(default_factory=list)
    restart_at: float | None = None

    def start(self, environment: Mapping[str, str]) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A group of its own: Ctrl-C reaches the supervisor alone, which stops in order.
                start_new_session=True,
                preexec_fn=bound_to_this_process(),
            )
        self.restart_at = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.alive and self.process is not None:
            self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Wait for the end it was asked for, then kill it with everything it started.
        The work rows survive that."""
        if self.process is None:
            return
        until = time.monotonic() + self.stops_within_seconds
        while self.alive and time.monotonic() < until:
            time.sleep(0.05)
        self.kill()

    def kill(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The end of its log, for the sentence that says why everything stopped."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
