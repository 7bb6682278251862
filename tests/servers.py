"""Private servers for tests that kill, wipe, stop and restart them: a temporary folder, unix
sockets, and nobody else's business."""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from portal.processes import valkey
from portal.processes.bound_to_parent import bound_to_this_process


def wait_until(
    condition: Callable[[], object], *, seconds: float = 30, what: str = "condition"
) -> None:
    """Ask until the answer is yes; a test that waits in vain says for what."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


class PrivateServer:
    """A server process of this test, in a folder of its own."""

    def __init__(self) -> None:
        # Short: the address of a unix socket ends at 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="pp-"))
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=bound_to_this_process(),
                **self.as_user(),
            )
        wait_until(self.answers, what=f"{type(self).__name__} answers")

    def as_user(self) -> dict[str, object]:
        """Arguments for subprocess, where the server has to be somebody else."""
        return {}

    def stop(self) -> None:
        """Orderly."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def _end(self, number: int) -> None:
        if self.process is not None:
            self._signal(number)
            self.process.wait(20)
            self.process = None

    def remove(self) -> None:
        self.thaw()
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class PrivateValkey(PrivateServer):
    """The broker and cache; `url` is what REDIS_URL takes."""

    @property
    def socket(self) -> Path:
        return self.folder / "v.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def command(self) -> list[str]:
        return valkey.command(folder=self.folder, socket=self.socket)

    def answers(self) -> bool:
        return valkey.answers(self.url)

    def wipe(self) -> None:
        """Stop it and lose everything it held."""
        self.kill()
        shutil.rmtree(self.folder / "appendonlydir", ignore_errors=True)


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres, the newest where there are several."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[4]))
    if folders:
        return Path(folders[-1])
    found = shutil.which("initdb")
    return Path(found).parent if found else None


class PrivatePostgres(PrivateServer):
    """A cluster of its own; `url` is what DATABASE_URL takes. Call `create()` first."""

    def __init__(self) -> None:
        super().__init__()
        programs = postgres_programs()
        if programs is None:
            raise FileNotFoundError("no initdb: PostgreSQL is not installed")
        self.programs = programs

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgres://postgres@/postgres?host={self.folder}"

    def as_user(self) -> dict[str, object]:
        # PostgreSQL refuses to run as root.
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam("postgres")
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def create(self) -> None:
        identity = self.as_user()
        if identity:
            os.chown(self.folder, identity["user"], identity["group"])
        subprocess.run(
            [
                str(self.programs / "initdb"),
                *("--pgdata", str(self.data), "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **identity,
        )

    def command(self) -> list[str]:
        return [
            str(self.programs / "postgres"),
            *("-D", str(self.data), "-k", str(self.folder)),
            *("-c", "listen_addresses=", "-c", "max_connections=200"),
        ]

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        # "Fast": ends the sessions instead of waiting for them.
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            self.process = None

    def kill(self) -> None:
        self._end(signal.SIGKILL)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
