"""Every target for its share of the time, some at once, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What a worker needs beside its hunt: imports, the corpus, the end.
GRACE_SECONDS = 330


@dataclass(frozen=True)
class Result:
    """What came of one target."""

    name: str
    inputs: int
    failures: dict[str, str]

    def __str__(self) -> str:
        failures = "".join(f"\n    {where}\n      {what}" for where, what in self.failures.items())
        return f"{self.name:14} {self.inputs:>10,} inputs{failures}"


def run_all(
    names: Sequence[str], *, seconds: float, seed: int, found: Path, at_once: int, guided: bool
) -> list[Result]:
    """Hunt with each target for `seconds` of the clock."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(
            pool.map(lambda name: _run(name, seconds, seed, found.resolve(), guided), names)
        )


def _run(name: str, seconds: float, seed: int, found: Path, guided: bool) -> Result:
    command = [sys.executable, "-m", "tests.fuzz.worker", name, "--seconds", str(seconds)]
    command += ["--seed", str(seed), "--found", str(found)]
    if guided:
        command.append("--guided")
    told = found / f"{name}.json"
    told.unlink(missing_ok=True)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    try:
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            timeout=seconds + GRACE_SECONDS,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Result(name, 0, {"the worker hangs": "one input stopped it for good"})
    known = json.loads(told.read_text()) if told.exists() else {"inputs": 0, "failures": {}}
    result = Result(name, known["inputs"], known["failures"])
    if ended.returncode:
        last = ended.stderr.decode(errors="replace")[-600:]
        result.failures[f"the worker ended with {ended.returncode}"] = last
    return result
