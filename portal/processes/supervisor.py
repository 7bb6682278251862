"""Starts the children stage by stage, watches them, and stops them in the opposite order."""

import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from portal.processes.child import Child
from portal.processes.plan import Plan
from portal.processes.ready import VARIABLE

CRASHES_ALLOWED = 5
CRASHES_WITHIN_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 16.0


class CannotGoOn(Exception):
    """With a sentence for the person who started the portal."""


class Supervisor:
    def __init__(
        self, plan: Plan, *, say: Callable[[str], None], when_open: Callable[[], None]
    ) -> None:
        self.plan = plan
        self.say = say
        self.when_open = when_open
        self.stages = plan.stages()
        self.children = [child for stage in self.stages for child in stage]
        self.signals = 0

    def run(self) -> None:
        """Until a signal asks to stop, or a child cannot be kept alive (`CannotGoOn`)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            for stage in self.stages:
                for child in stage:
                    if not self.signals:
                        self._start(child)
                for child in stage:
                    self._wait_until_ready(child)
            if self.signals:
                return
            self.when_open()
            while not self.signals:
                time.sleep(0.2)
                self._look_after()
        finally:
            self._stop()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1
        if self.signals > 1:
            # Asked twice: somebody is in a hurry. Work that was cut off is done again later.
            for child in self.children:
                child.kill()

    def _start(self, child: Child) -> None:
        ready_file = self.plan.ready_file(child.name)
        ready_file.unlink(missing_ok=True)
        child.start(os.environ | self.plan.environment() | {VARIABLE: str(ready_file)})

    def _wait_until_ready(self, child: Child) -> None:
        until = time.monotonic() + child.ready_within_seconds
        while not self.signals:
            if not child.alive:
                raise CannotGoOn(self._obituary(child, "ended before it was ready"))
            if child.is_ready(child):
                return
            if time.monotonic() > until:
                raise CannotGoOn(
                    self._obituary(child, f"was not ready after {child.ready_within_seconds:.0f} s")
                )
            time.sleep(0.05)

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.alive:
                continue
            if child.restart_at is None:
                self._after_a_crash(child, now)
            elif now >= child.restart_at:
                self._start(child)

    def _after_a_crash(self, child: Child, now: float) -> None:
        # What it left of itself, such as pool processes, must not work beside its successor.
        child.kill()
        child.crashes = [t for t in child.crashes if now - t < CRASHES_WITHIN_SECONDS] + [now]
        if len(child.crashes) >= CRASHES_ALLOWED:
            raise CannotGoOn(
                self._obituary(child, f"ended {CRASHES_ALLOWED} times within a minute")
            )
        pause = min(0.5 * 2 ** len(child.crashes), LONGEST_PAUSE_SECONDS)
        child.restart_at = now + pause
        self.say(f"{child.name} ended unexpectedly. It starts again in {pause:.0f} s.")

    def _obituary(self, child: Child, what: str) -> str:
        return (
            f"{child.name} {what}, so everything stops. Its log is {child.log}; it ends:\n"
            f"{child.last_words()}"
        )

    def _stop(self) -> None:
        for stage in reversed(self.stages):
            for child in stage:
                child.ask_to_stop()
            for child in stage:
                child.stop()
        self.say("Everything has stopped.")
