"""How long one verification takes from an empty shell."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.badges import badge
from passports.standards import SigningKey, issue

ROOT = Path(__file__).parent.parent
ROUNDS = 25
# Both with their bytecode, as they are where they were installed.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


def run() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    created = datetime(2026, 11, 23, tzinfo=UTC)
    print("\nCold start of manage.py verify on one file, beside python -c 'import cryptography'")
    for name, proof in (("eddsa-rdfc-2022", "eddsa-rdfc-2022"), ("VC-JWT", "vc+jwt")):
        signed = issue(badge(1, key.did), key=key, proof=proof, created=created)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(signed if isinstance(signed, str) else json.dumps(signed))
            file.flush()
            _compare(name, [sys.executable, "manage.py", "verify", file.name])


def _compare(name: str, ours: list[str]) -> None:
    """The median of several rounds, one after the other in turn."""
    floor = [sys.executable, "-c", "import cryptography"]
    taken = [(_seconds(ours), _seconds(floor)) for _ in range(ROUNDS)]
    for label, which in (("processor time", 0), ("time on the clock", 1)):
        mine, theirs = (statistics.median(pair[side][which] for pair in taken) for side in (0, 1))
        print(
            f"  {name}, {label}: {mine * 1e3:.0f} ms to {theirs * 1e3:.0f} ms: "
            f"{mine / theirs:.2f} times (goal: 3)"
        )


def _seconds(command: list[str]) -> tuple[float, float]:
    """Processor time and time on the clock of a process and those that it starts."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    took = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, took
