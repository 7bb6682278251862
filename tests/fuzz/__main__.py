"""`make fuzz`: every target for its share of FUZZ_SECONDS (an hour), guided by coverage.

Exits with 1 if anything was found; the inputs are in var/fuzz/found.
"""

import argparse
import importlib.util
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from tests.fuzz.running import run_all
from tests.fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(TARGETS)}; default: all")
    parser.add_argument(
        "--seconds", type=float, default=float(os.environ.get("FUZZ_SECONDS", "3600"))
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=min(os.cpu_count() or 1, 4))
    parser.add_argument("--found", type=Path, default=Path("var/fuzz/found"))
    arguments = parser.parse_args()
    names = arguments.names or list(TARGETS)
    guided = importlib.util.find_spec("atheris") is not None
    share = arguments.seconds * min(arguments.at_once, len(names)) / len(names)
    how = "guided by coverage" if guided else "by chance: atheris is not installed"
    print(f"{len(names)} targets, {share:.0f} s each, {how}.", flush=True)
    results = run_all(
        names,
        seconds=share,
        seed=arguments.seed,
        found=arguments.found,
        at_once=arguments.at_once,
        guided=guided,
    )
    for result in results:
        print(result)
    failures = sum(len(result.failures) for result in results)
    print(f"{sum(result.inputs for result in results):,} inputs, {failures} findings")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
