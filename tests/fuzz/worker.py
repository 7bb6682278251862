"""One target in a process of its own: `python -m tests.fuzz.worker TARGET …`.

What it did is in FOUND/TARGET.json, which libFuzzer, that ends the process by itself, cannot lose.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
INSTRUMENTED = ["passports.standards", "passports.adapters.qr_photo", "portal.kernel.safe_csv"]


class Hunt:
    """Counts inputs and keeps each kind of failure once, by where it was raised."""

    def __init__(self, name: str, run: Callable[[bytes], None], found: Path) -> None:
        self.name, self.run, self.folder = name, run, found
        self.inputs = 0
        self.failures: dict[str, str] = {}
        self._told = 0.0
        found.mkdir(parents=True, exist_ok=True)

    def __call__(self, content: bytes) -> None:
        self.inputs += 1
        if time.monotonic() - self._told > 1:
            self.tell()
        try:
            self.run(content)
        except Exception as error:
            # Every kind of exception is a finding: declared ones were caught by the target.
            self._keep(content, error)

    def tell(self) -> None:
        """Write down how far it has come."""
        self._told = time.monotonic()
        text = json.dumps({"inputs": self.inputs, "failures": self.failures})
        (self.folder / f"{self.name}.json").write_text(text)

    def _keep(self, content: bytes, error: Exception) -> None:
        frames = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if not frame.filename.endswith(("worker.py", "bounds.py"))
        ]
        where = f"{type(error).__name__} at {' < '.join(reversed(frames[-4:]))}"
        if type(error).__name__ in {"Violation", "TooSlow"}:
            where += f": {str(error)[:25]}"
        if where in self.failures:
            return
        path = self.folder / f"{self.name}-{hashlib.sha256(content).hexdigest()[:16]}"
        path.write_bytes(content)
        self.failures[where] = f"{path}: {str(error)[:300]}"
        print(f"{self.name}: {where}: {self.failures[where]}", file=sys.stderr, flush=True)
        self.tell()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("var/fuzz/found"))
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    arguments = parser.parse_args()
    with _instrumented() if arguments.guided else nullcontext():
        from tests.fuzz.targets import TARGETS

        target = TARGETS[arguments.target]
        run = target.prepare()
    from tests.fuzz.bounds import bounded, limit_memory

    hunt = Hunt(target.name, bounded(run, slower=5 if arguments.guided else 1), arguments.found)
    corpus = target.corpus()
    for content in corpus:
        hunt(content)
    limit_memory()
    started = time.monotonic()
    if arguments.guided:
        _guided(hunt, target, arguments)
    else:
        rng = random.Random(f"{target.name} {arguments.seed}")
        while time.monotonic() - started < arguments.seconds:
            hunt(target.mutated(corpus, rng))
    hunt.tell()


def _instrumented() -> AbstractContextManager[None]:
    import atheris

    found: AbstractContextManager[None] = atheris.instrument_imports(
        include=INSTRUMENTED, enable_loader_override=False
    )
    return found


def _guided(hunt, target, arguments) -> None:  # type: ignore[no-untyped-def]
    """libFuzzer chooses what to change, and our mutation how. It ends the process by itself."""
    import atheris

    def mutate(content: bytes, size: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.random() < 0.3:
            return bytes(atheris.Mutate(content, size))
        try:
            return target.mutated([content], rng)[:size]
        except MemoryError:
            # The bound is for the readers: a change that does not fit is no change.
            return content[:size]

    grown = Path("var/fuzz/corpus") / target.name
    grown.mkdir(parents=True, exist_ok=True)
    options = [
        # By the clock, for what hangs; processor time is bounded by our own (bounds.py).
        f"-max_total_time={int(arguments.seconds)}", f"-seed={arguments.seed}", "-timeout=300",
        "-rss_limit_mb=0", "-max_len=200000", "-verbosity=0", "-print_final_stats=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(grown), str(target.folder)], hunt,
                  custom_mutator=mutate)  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
