"""How long one verification takes from an empty shell."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.badges import badge
from passports.standards import SigningKey, issue

ROOT = Path(__file__).parent.parent
ROUNDS = 9
# Both with their bytecode, as they are where they were installed.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


def run() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    signed = issue(badge(1, key.did), key=key, created=datetime(2026, 11, 23, tzinfo=UTC))
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(signed, file)
        file.flush()
        ours = [sys.executable, "manage.py", "verify", file.name]
        floor = [sys.executable, "-c", "import cryptography"]
        ours_seconds, floor_seconds = _both(ours, floor)
    print(
        f"\nCold start: manage.py verify on one file {ours_seconds * 1e3:.0f} ms of processor time,"
    )
    print(
        f"  python -c 'import cryptography' {floor_seconds * 1e3:.0f} ms: "
        f"{ours_seconds / floor_seconds:.1f} times (goal: 3)"
    )


def _both(ours: list[str], floor: list[str]) -> tuple[float, float]:
    """The best of several rounds, one after the other in turn."""
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for which, command in enumerate((ours, floor)):
            best[which] = min(best[which], _seconds(command))
    return best[0], best[1]


def _seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
