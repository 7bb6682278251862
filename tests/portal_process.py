"""The whole portal as real processes, started by a test with `manage.py up`."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from portal.processes.bound_to_parent import bound_to_this_process
from tests import migrated
from tests.servers import wait_until

# Collecting compresses for seconds, and the result is the same for every test of a run.
COLLECTED = Path(os.environ["TEST_VAR_DIR"]) / "collected"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class PortalProcess:
    """`manage.py` with a data folder of its own, and `up` on a port of its own."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        # On servers that were found, their database is not this portal's: it has a file of its own.
        found = ("DATABASE_URL", "REDIS_URL")
        own = {name: value for name, value in os.environ.items() if name not in found}
        self.environment = own | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "VAR_DIR": str(data),
            "PORT": str(self.port),
            "STATIC_ROOT": str(COLLECTED),
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None
        self.output = data / "up.out"

    @property
    def url(self) -> str:
        # Not 127.0.0.1: browsers allow passkeys on this name only.
        return f"http://localhost:{self.port}"

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of manage.py, to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def prepare(self) -> None:
        """An empty database, and static files collected unless another test did."""
        if "DATABASE_URL" in self.environment:
            self._succeed("migrate", "-v0")
        else:
            migrated.copy_sqlite(self.data / "portal.sqlite3")
        with (COLLECTED.parent / "collected.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (COLLECTED / "staticfiles.json").exists():
                self._succeed("collectstatic", "--no-input", "-v0")

    def _succeed(self, *arguments: str) -> None:
        done = self.manage(*arguments)
        if done.returncode:
            raise AssertionError(f"manage.py {arguments[0]} failed:\n{done.stderr}")

    def start(self, *, wait: bool = True) -> None:
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(self.port)],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                preexec_fn=bound_to_this_process(),
            )
        if wait:
            wait_until(self._open_or_ended, seconds=90, what="the portal is open")
            if self.process.poll() is not None:
                raise AssertionError(f"the portal did not start:\n{self.said()}")

    def _open_or_ended(self) -> bool:
        ended = self.process is not None and self.process.poll() is not None
        return ended or "is open at" in self.said()

    def said(self) -> str:
        return self.output.read_text() if self.output.exists() else ""

    def end(self, number: int = signal.SIGTERM) -> int | None:
        """Send a signal and wait for the end. Gives the exit status."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(60)
