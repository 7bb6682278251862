"""The libraries of others, asked through Node.js. CI must have it; elsewhere the gap is told."""

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
MISSING = "Node.js and npm are not installed (apt-get install nodejs npm)"


def installed() -> None:
    """Install what package-lock.json names, once; skips the test without npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip(MISSING)
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    stamp = FOLDER / "node_modules" / ".installed"
    with (FOLDER / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        subprocess.run(
            ["npm", "ci", "--ignore-scripts"], cwd=FOLDER, check=True, capture_output=True
        )
        stamp.write_text(wanted)


def ask(*wishes: dict[str, Any]) -> list[Any]:
    """The answer to each wish; peer.mjs says what can be wished for."""
    ran = subprocess.run(
        ["node", "peer.mjs"],
        cwd=FOLDER,
        input=json.dumps(wishes),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(ran.stderr[-2000:])
    answers = json.loads(ran.stdout)
    assert len(answers) == len(wishes)
    return answers
