"""A portal of the test's own: database, broker and workers that may be killed."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from portal.processes.child import Child
from tests import migrated
from tests.servers import PrivatePostgres, PrivateValkey, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
# A minute's patience in a second, in the order that production has, too.
TIMES = {
    "WORK_SOFT_LIMIT_SECONDS": "3",
    "WORK_HARD_LIMIT_SECONDS": "4",
    "WORK_LEASE_SECONDS": "5",
    "WORK_VISIBILITY_SECONDS": "20",
    "WORK_FIRST_RESEND_SECONDS": "1",
    "WORK_LATER_RESEND_SECONDS": "3",
    "WORK_BACKOFF_SECONDS": "1",
    "WORK_SWEEP_SECONDS": "1",
}


class PrivatePortal:
    def __init__(self, folder: Path, broker: PrivateValkey, postgres_url: str = "") -> None:
        self.folder = folder
        self.broker = broker
        self.postgres_url = postgres_url
        self.workers: list[Child] = []
        self.started = 0
        clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        self.environment = (
            clean
            | TIMES
            | {
                "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": "portal.settings",
                "PORTAL_ENV": "embedded",
                "VAR_DIR": str(folder),
                "FAULTS_DIR": str(folder),
                "REDIS_URL": broker.url,
                "REDIS_KEY_PREFIX": "faults",
            }
        )
        if postgres_url:
            self.environment["DATABASE_URL"] = postgres_url

    def migrate(self) -> None:
        self.python("manage.py", "migrate", "-v0", "--skip-checks")

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def enqueue(self, kind: str, number: int) -> list[str]:
        """Rows of work, made by a process of their own as the web server would. Their ids."""
        out = self.python("-m", "tests.faults.app", "enqueue", kind, str(number))
        return [line.split()[0] for line in out.splitlines()]

    def send_messages(self, row_id: str, number: int) -> None:
        self.python("-m", "tests.faults.app", "message", row_id, str(number))

    def start_worker(
        self, *, queues: str = "default,slow,mail", processes: int = 4, beat: bool = True
    ) -> Child:
        self.started += 1
        beat_options = ["--beat", f"--schedule={self.folder}/beat{self.started}"] if beat else []
        return self._celery(
            f"worker{self.started}",
            *("worker", f"--queues={queues}", f"--concurrency={processes}", "--loglevel=INFO"),
            *(f"--hostname=w{self.started}@%h", "--without-gossip", "--without-mingle"),
            *beat_options,
        )

    def start_beat(self) -> Child:
        """A process of its own, as in every deployment: a beat inside a worker costs a test less,
        but one that ends there is started again by nobody."""
        return self._celery("beat", "beat", f"--schedule={self.folder}/beat", "--pidfile=")

    def _celery(self, name: str, *arguments: str) -> Child:
        child = Child(
            name=name,
            command=[sys.executable, "-m", "celery", "-A", "tests.faults.app", *arguments],
            log=self.folder / f"{name}.log",
            is_ready=lambda _child: True,
        )
        child.start(self.environment)
        self.workers.append(child)
        return child

    def supervise(self) -> None:
        """Start again what ended by itself, as `up` and every other supervisor does: a worker that
        loses its broker while it acknowledges a message ends with an error of kombu's, and a beat
        that cannot write down its times with that of the disk."""
        for worker in self.workers:
            if not worker.alive:
                worker.kill()
                worker.start(self.environment)

    def signal_worker(self, worker: Child, number: int) -> None:
        os.killpg(worker.process.pid, number)

    def kill_workers(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.workers.clear()

    def close(self) -> None:
        self.kill_workers()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self.postgres_url:
            with psycopg.connect(self.postgres_url) as connection:
                return connection.execute(sql).fetchall()
        with contextlib.closing(
            sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)
        ) as connection:
            return connection.execute(sql).fetchall()

    def count(self, state: str) -> int:
        return self.rows(f"SELECT count(*) FROM kernel_workrow WHERE state = '{state}'")[0][0]

    def traces(self, word: str) -> int:
        return len(list(self.folder.glob(f"{word}-*")))

    def wait_for(self, state: str, number: int, seconds: float = 30) -> None:
        try:
            wait_until(
                lambda: self.supervise() or self.count(state) >= number,
                seconds=seconds,
                what=f"{number} rows are {state}",
            )
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.story()}") from None

    def story(self) -> str:
        rows = self.rows("SELECT kind, state, attempts, reason FROM kernel_workrow")
        logs = [path.read_text()[-2500:] for path in self.folder.glob("*.log")]
        return "\n".join([*(str(row) for row in rows), *logs])

    def broken_promises(self) -> list[tuple[Any, ...]]:
        """The invariant: nothing unfinished, each finished row with its effect once and only it,
        each failed row with a reason that was told once, no effect without a row."""
        return self.rows(
            """
            SELECT w.id, w.kind, w.state, w.attempts, w.reason, w.token, count(a.id)
            FROM kernel_workrow w
            LEFT JOIN kernel_auditrow a ON a.object_id = w.subject_id
              AND a.deed = CASE w.state WHEN 'done' THEN 'effect' ELSE 'failed' END
            GROUP BY w.id, w.kind, w.state, w.attempts, w.reason, w.token
            HAVING w.state NOT IN ('done', 'failed') OR w.token IS NOT NULL OR count(a.id) <> 1
              OR (w.state = 'failed' AND w.reason = '') OR w.attempts NOT BETWEEN 1 AND 3
            UNION ALL
            SELECT a.id, 'audit', a.deed, 0, '', NULL, 0 FROM kernel_auditrow a
            WHERE NOT EXISTS (SELECT 1 FROM kernel_workrow w WHERE w.subject_id = a.object_id
              AND a.deed = CASE w.state WHEN 'done' THEN 'effect' ELSE 'failed' END)
            """
        )


@pytest.fixture
def portal_on_sqlite(private_valkey: PrivateValkey, tmp_path: Path) -> Iterator[PrivatePortal]:
    migrated.copy_sqlite(tmp_path / "portal.sqlite3")
    with contextlib.closing(PrivatePortal(tmp_path, private_valkey)) as portal:
        yield portal


@pytest.fixture
def portal_on_postgresql(
    private_valkey: PrivateValkey, private_postgres: PrivatePostgres, tmp_path: Path
) -> Iterator[PrivatePortal]:
    portal = PrivatePortal(tmp_path, private_valkey, private_postgres.url)
    with contextlib.closing(portal):
        portal.migrate()
        yield portal


@pytest.fixture(params=["sqlite", "postgresql"])
def private_portal(request: pytest.FixtureRequest) -> PrivatePortal:
    portal: PrivatePortal = request.getfixturevalue(f"portal_on_{request.param}")
    return portal
