"""Which tests did not run, and why: collected over every run of `make test`, told at its end.

Outside CI a missing server or browser is a gap that the person reads about; in CI it is a failure.
The credentials made by others are the exception: they are not public, so a gap is no failure.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# A file that the runs of one `make test` share.
VARIABLE = "TEST_NOT_EXERCISED"
# The last run tells; the earlier ones only add.
TELL = "TEST_TELL_NOT_EXERCISED"
NOTHING = "Nothing: everything ran."


def strict() -> bool:
    return os.environ.get("CI") == "true"


def add(reason: str, count: int = 1) -> None:
    path = os.environ.get(VARIABLE)
    if path:
        with Path(path).open("a") as file:
            file.write(json.dumps({"reason": reason, "count": count}) + "\n")


def collected() -> Counter[str]:
    path = Path(os.environ.get(VARIABLE, ""))
    counts: Counter[str] = Counter()
    if path.is_file():
        for line in path.read_text().splitlines():
            row = json.loads(line)
            counts[row["reason"]] += row["count"]
    return counts


def _reason(report: Any) -> str:
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")


def _excused(report: Any) -> bool:
    """Whether the corpora are what is missing: tests/corpora.py says so in these words."""
    reason = _reason(report)
    return "CREDENTIAL_CORPORA" in reason or reason.startswith("not exercised: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    report = yield
    if report.skipped and strict() and not hasattr(report, "wasxfail") and not _excused(report):
        report.outcome = "failed"
        report.longrepr = f"must run in CI, but was skipped: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if report.skipped and strict() and not _excused(report):
        report.outcome = "failed"
        report.longrepr = f"must run in CI, but was skipped: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        add(_reason(report))
    if not os.environ.get(TELL):
        return
    counts = collected()
    terminalreporter.section("Not exercised")
    for reason, count in sorted(counts.items()):
        terminalreporter.line(f"{count} × {reason}" if count > 1 else reason)
    if not counts:
        terminalreporter.line(NOTHING)
