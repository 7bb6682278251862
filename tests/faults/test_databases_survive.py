"""Databases that refuse to write for a while: read-only after a failover, or with no room left."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg
import pytest

from tests.servers import wait_until

pytestmark = pytest.mark.faults


def family_of(pid: int) -> list[int]:
    """A process and everything that it started, with what these started."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += [int(child) for child in task.read_text().split()]
    return found


def leave_room(pid: int, size: str, as_user: Mapping[str, Any]) -> None:
    """From here on no file of these processes grows beyond a size: what a full disk does to them,
    without a disk of our own. Asked of a program, since PostgreSQL has a user of its own here."""
    for each in family_of(pid):
        subprocess.run(
            ["prlimit", f"--pid={each}", f"--fsize={size}:"],
            capture_output=True,
            check=Path(f"/proc/{each}").exists(),
            cwd="/",
            **as_user,
        )


@contextlib.contextmanager
def no_room(pid: int, size_bytes: int, as_user: Mapping[str, Any] = MappingProxyType({})):
    leave_room(pid, str(size_bytes), as_user)
    try:
        yield
    finally:
        leave_room(pid, "unlimited", as_user)


def set_read_only(url: str, on: bool) -> None:
    """As a server says it that became a standby's peer: every new transaction is read-only."""
    value = "on" if on else "off"
    options = "-c default_transaction_read_only=off"
    with psycopg.connect(url, autocommit=True, options=options) as connection:
        connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
        connection.execute("SELECT pg_reload_conf()")

    def is_told() -> bool:
        with psycopg.connect(url) as connection:
            [(found,)] = connection.execute("SHOW default_transaction_read_only").fetchall()
        return bool(found == value)

    wait_until(is_told, what=f"read-only is {value}")


def test_postgresql_that_is_read_only_for_a_while(portal_on_postgresql, private_postgres):
    portal = portal_on_postgresql
    portal.enqueue("fault.half_second", 24)
    portal.start_worker()
    portal.wait_for("done", 4)
    set_read_only(private_postgres.url, on=True)
    time.sleep(1)
    before = portal.count("done")
    with pytest.raises(AssertionError, match=r"ReadOnlySqlTransaction|read-only transaction"):
        portal.enqueue("fault.quick", 1)
    time.sleep(4)
    assert portal.count("done") == before < 24, "something was written, so nothing was tested"
    set_read_only(private_postgres.url, on=False)
    portal.wait_for("done", 24, seconds=45)
    assert portal.broken_promises() == []


def files_of(server) -> dict[Path, int]:
    return {
        path: path.stat().st_size
        for path in (server.data / "base").rglob("*")
        if path.is_file()
    }  # fmt: skip


FILLER = """
    INSERT INTO kernel_workrow (id, created_at, kind, subject_id, queue, state, attempts, reason)
    SELECT gen_random_uuid(), now(), 'fault.filler', gen_random_uuid(), 'default', 'done', 1,
      repeat('x', 60) FROM generate_series(1, %s)
"""


def test_postgresql_without_room_for_another_page(portal_on_postgresql, private_postgres):
    """The table of work is the largest file there is, and no file may grow beyond it."""
    portal = portal_on_postgresql
    portal.enqueue("fault.half_second", 24)
    with psycopg.connect(private_postgres.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE kernel_workrow SET (autovacuum_enabled = false)")
        connection.execute(FILLER, [100_000])
        connection.execute("CHECKPOINT")
        [(path,)] = connection.execute("SELECT pg_relation_filepath('kernel_workrow')").fetchall()
    full = (private_postgres.data / path).stat().st_size
    # Segments of the write-ahead log have 16 MB from the beginning.
    assert full > 16 * 1024 * 1024
    assert full == max(files_of(private_postgres).values())
    with no_room(private_postgres.process.pid, full, private_postgres.as_user()):
        with pytest.raises(psycopg.Error) as refused:
            fill_up(private_postgres.url)
        assert "could not extend file" in str(refused.value)
        with pytest.raises(AssertionError, match="could not extend file"):
            portal.enqueue("fault.half_second", 200)
        portal.start_worker()
        time.sleep(5)
        assert portal.count("queued") + portal.count("running") > 0, "there was room"
    with psycopg.connect(private_postgres.url, autocommit=True) as connection:
        connection.execute("DELETE FROM kernel_workrow WHERE kind = 'fault.filler'")
    portal.wait_for("done", 24, seconds=60)
    assert portal.broken_promises() == []


def fill_up(url: str) -> None:
    """Rows of a page each until there is no room, however much space was free in old pages."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(2_000):
            connection.execute(FILLER, [50])


def test_a_full_disk_under_sqlite(portal_on_sqlite):
    portal = portal_on_sqlite
    portal.enqueue("fault.half_second", 16)
    portal.start_worker(beat=False)
    portal.start_beat()
    portal.wait_for("done", 3)
    # Nothing at all can be written to a file: neither the database, nor its log, nor ours.
    with contextlib.ExitStack() as full_disk:
        for child in portal.workers:
            full_disk.enter_context(no_room(child.process.pid, 0))
        time.sleep(1)
        before = portal.count("done")
        time.sleep(4)
        assert portal.count("done") == before < 16, "something was written: nothing was tested"
    portal.wait_for("done", 16, seconds=60)
    assert portal.broken_promises() == []


def test_whoever_adds_work_on_a_full_disk_is_told_and_leaves_nothing_half_done(portal_on_sqlite):
    # What a start writes is there already: this is about work.
    portal_on_sqlite.python("-c", "import django; django.setup()")
    script = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, -1));"
        "sys.argv = ['app', 'enqueue', 'fault.quick', '50'];"
        "runpy.run_module('tests.faults.app', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=portal_on_sqlite.environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode not in (0, -signal.SIGXFSZ), "it neither failed nor was it told"
    assert "OperationalError" in done.stderr
    assert portal_on_sqlite.rows("SELECT count(*) FROM kernel_workrow") == [(0,)]
    with contextlib.closing(sqlite3.connect(portal_on_sqlite.folder / "portal.sqlite3")) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
