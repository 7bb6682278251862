"""`manage.py up`: everything the portal needs, on this machine, until Ctrl-C."""

import errno
import fcntl
import json
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from portal.processes import valkey
from portal.processes.plan import Plan
from portal.processes.supervisor import CannotGoOn, Supervisor


class Command(BaseCommand):
    help = "Start the web server, the workers, the beat and, unless REDIS_URL is set, the broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: $PORT, 8000")
        parser.add_argument("--since", type=int, help="epoch second of the first deed")

    def handle(self, *, host: str, port: int, since: int | None, **options: Any) -> None:
        self.since = since
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _only_one(settings.VAR_DIR) as note:
            self._check_port(host, port)
            self._check_database()
            if settings.REDIS_URL and not valkey.answers(settings.REDIS_URL):
                raise CommandError(
                    "No server answers at REDIS_URL. Start it or correct the address; "
                    "without REDIS_URL the portal starts a broker of its own."
                )
            run = Path(tempfile.mkdtemp(prefix="passport-"))
            try:
                self._supervise(note, run, host, port)
            finally:
                shutil.rmtree(run, ignore_errors=True)

    def _supervise(self, note: TextIO, run: Path, host: str, port: int) -> None:
        plan = Plan(
            data=settings.VAR_DIR, run=run, host=host, port=port, redis_url=settings.REDIS_URL
        )
        _write(note, {"pid": os.getpid(), "address": plan.address, "run": str(run)})
        self._say(f"Starting. Logs are in {settings.VAR_DIR / 'log'}")
        supervisor = Supervisor(plan, say=self._say, when_open=lambda: self._say_open(plan))
        try:
            supervisor.run()
        except CannotGoOn as error:
            raise CommandError(str(error)) from error

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _say_open(self, plan: Plan) -> None:
        took = f" (after {time.time() - self.since:.0f} s)" if self.since else ""
        self._say(f"The portal is open at {plan.address}{took}")
        if settings.DEVELOPMENT_PAGES:
            self._say(f"Mail that it sends is shown at {plan.address}/dev/mail")
        self._say("Ctrl-C stops it.")

    def _check_port(self, host: str, port: int) -> None:
        # "localhost" is both of these: a browser may ask the other one first.
        hosts = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}
        if host not in hosts:
            hosts = {host: socket.AF_INET6 if ":" in host else socket.AF_INET}
        for each, family in hosts.items():
            if not _is_free(each, port, family):
                raise CommandError(
                    f"Port {port} is in use or not allowed. "
                    f"Choose another: PORT={8123 if port != 8123 else 8124} make run"
                )

    def _check_database(self) -> None:
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(
                "The database does not answer. Start it or correct DATABASE_URL; "
                "without DATABASE_URL the portal uses a file of its own."
            ) from error
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Run: python manage.py migrate")
        connection.close()


def _is_free(host: str, port: int, family: socket.AddressFamily) -> bool:
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            # A machine without IPv6 has no such address, which leaves nothing to collide with.
            return error.errno not in (errno.EADDRINUSE, errno.EACCES)
    return True


@contextmanager
def _only_one(data: Path) -> Iterator[TextIO]:
    """Hold the data folder, and clear away what a killed predecessor left."""
    with (data / "up.lock").open("a+") as note:
        note.seek(0)
        try:
            before = json.loads(note.read() or "{}")
        except ValueError:
            before = {}
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(
                f"The portal already runs on {data} (process {before.get('pid', '?')}, "
                f"{before.get('address', '')}). Stop it first, or choose another folder: VAR_DIR=…"
            ) from error
        left = Path(before.get("run", ""))
        if left.name.startswith("passport-") and left.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(left, ignore_errors=True)
        yield note
        _write(note, {})


def _write(note: TextIO, what: dict[str, Any]) -> None:
    note.seek(0)
    note.truncate()
    json.dump(what, note)
    note.flush()
