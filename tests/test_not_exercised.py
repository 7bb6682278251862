"""What did not run is told; in CI it fails, except for what nobody can have."""

import os
import subprocess
import sys
from pathlib import Path

from tests import not_exercised

ROOT = Path(__file__).parents[1]
SKIPS = """
import pytest

def test_runs():
    pass

def test_server():
    pytest.skip("no server answers")

def test_corpora():
    pytest.skip("not exercised: CREDENTIAL_CORPORA is not set")
"""


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_some.py").write_text(SKIPS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    kept = {key: value for key, value in os.environ.items() if key != "CI"}
    record = {not_exercised.VARIABLE: str(folder / "record"), not_exercised.TELL: "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.not_exercised", "-p", "no:django", "."],
        cwd=folder,
        env=kept | record | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_outside_ci_it_is_told_before_the_closing_line(tmp_path):
    done = run(tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert lines[-1].startswith("1 passed, 2 skipped")
    assert "no server answers" in lines[-4:-1]
    assert not_exercised.NOTHING not in done.stdout


def test_earlier_runs_are_told_too(tmp_path):
    (tmp_path / "record").write_text('{"reason": "an earlier gap", "count": 3}\n')
    assert "3 × an earlier gap" in run(tmp_path).stdout


def test_in_ci_a_missing_server_fails_and_missing_corpora_do_not(tmp_path):
    done = run(tmp_path, CI="true")
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 skipped" in done.stdout.splitlines()[-1]
    assert "must run in CI, but was skipped: no server answers" in done.stdout
