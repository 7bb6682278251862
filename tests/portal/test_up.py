"""`manage.py up`: real processes, started, watched and ended."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.portal_process import PortalProcess
from tests.servers import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]


def processes_of(portal: PortalProcess) -> dict[int, str]:
    """Every living process of this portal: its environment names the data folder, or (Valkey
    writes its title over its environment) its command names the folder of its sockets."""
    data = f"VAR_DIR={portal.data}\0".encode()
    note = (portal.data / "up.lock").read_text() if (portal.data / "up.lock").exists() else ""
    run = json.loads(note or "{}").get("run") or "no folder"
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_text().replace("\0", " ")
            if run in command or data in (entry / "environ").read_bytes():
                found[int(entry.name)] = command
        except OSError:
            continue
    return {pid: command for pid, command in found.items() if command}


def status_of(portal: PortalProcess, path: str = "/healthz") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{portal.port}"})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated data folder: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    PortalProcess(folder).prepare()
    return folder


@pytest.fixture
def portal(prepared: Path, tmp_path: Path) -> Iterator[PortalProcess]:
    made = PortalProcess(shutil.copytree(prepared, tmp_path / "data"))
    yield made
    made.end(signal.SIGKILL)
    wait_until(lambda: not processes_of(made), what="nothing is left of the portal")


def pid_of(portal: PortalProcess, part: str) -> int:
    """The first-generation process whose command contains this."""
    assert portal.process is not None
    for pid, command in processes_of(portal).items():
        parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        if part in command and parent == portal.process.pid:
            return pid
    raise AssertionError(f"no process of {part}")


def socket_of(portal: PortalProcess) -> Path:
    return next(
        Path(command.split("unixsocket:")[1].split()[0])
        for command in processes_of(portal).values()
        if "unixsocket:" in command
    )


def test_it_starts_all_and_stops_all(portal):
    portal.start()
    assert status_of(portal) == 200
    assert status_of(portal, "/readyz") == 200
    running = " ".join(processes_of(portal).values())
    for part in ("valkey-server", "--queues=default", "--queues=slow", " beat ", "web_main"):
        assert part in running
    # The broker is for this user only.
    assert os.stat(socket_of(portal)).st_mode & 0o077 == 0
    assert os.stat(socket_of(portal).parent).st_mode & 0o077 == 0
    assert portal.end(signal.SIGINT) == 0
    assert "Everything has stopped." in portal.said()
    assert processes_of(portal) == {}
    with pytest.raises(OSError, match="refused"):
        status_of(portal)


def test_killing_it_leaves_no_process_and_a_second_start_finds_the_data(portal):
    portal.start()
    # The supervisor, the broker, two workers with two pool processes each, the beat, the web
    # server with two workers of its own.
    assert len(processes_of(portal)) >= 12
    add_row(portal)
    left = socket_of(portal).parent
    portal.end(signal.SIGKILL)
    wait_until(lambda: not processes_of(portal), seconds=5, what="no process is left")
    assert left.exists()
    portal.start()
    assert not left.exists(), "what a killed one left is cleared away"
    assert status_of(portal, "/readyz") == 200
    assert rows(portal) == [(7,)]


def add_row(portal: PortalProcess) -> None:
    with closing(sqlite3.connect(portal.data / "portal.sqlite3", timeout=10)) as connection:
        connection.execute("create table kept (n integer)")
        connection.execute("insert into kept values (7)")
        connection.commit()


def rows(portal: PortalProcess) -> list[tuple[int]]:
    with closing(sqlite3.connect(portal.data / "portal.sqlite3", timeout=10)) as connection:
        return connection.execute("select n from kept").fetchall()


def test_each_child_that_dies_takes_its_own_along_and_is_started_again(portal):
    portal.start()
    for part in ("valkey-server", "--queues=default", " beat ", "web_main"):
        victim = pid_of(portal, part)
        own = Path(f"/proc/{victim}/task/{victim}/children").read_text().split()
        assert len(own) == (2 if part in ("--queues=default", "web_main") else 0), part
        os.kill(victim, signal.SIGKILL)
        wait_until(
            lambda own=own: not any(Path(f"/proc/{pid}").exists() for pid in own),
            seconds=5,
            what=f"what {part} had started is gone",
        )
        wait_until(
            lambda part=part, victim=victim: is_replaced(portal, part, victim),
            what=f"{part} runs again",
        )
    wait_until(lambda: status_or_nothing(portal) == 200, what="the portal is ready again")
    assert portal.said().count("It starts again") == 4


def is_replaced(portal: PortalProcess, part: str, victim: int) -> bool:
    return any(part in command and pid > victim for pid, command in processes_of(portal).items())


def status_or_nothing(portal: PortalProcess) -> int | None:
    try:
        return status_of(portal, "/readyz")
    except OSError:
        return None


def test_a_child_that_cannot_live_stops_everything_with_a_sentence(portal):
    (portal.data / "valkey").mkdir()
    (portal.data / "valkey" / "appendonlydir").write_text("not a folder")
    portal.start(wait=False)
    wait_until(lambda: portal.process.poll() is not None, what="it gives up")
    assert portal.end() == 1
    assert "valkey ended before it was ready, so everything stops." in portal.said()
    assert processes_of(portal) == {}


def test_a_port_in_use_says_so_and_how_to_choose_another(portal):
    with socket.create_server(("127.0.0.1", portal.port)):
        done = portal.manage("up")
    assert done.returncode == 1
    assert f"Port {portal.port} is in use" in done.stderr
    assert "PORT=" in done.stderr


def test_a_port_in_use_on_localhost_by_another_family_says_so_too(portal):
    with socket.create_server(("::1", portal.port), family=socket.AF_INET6):
        done = portal.manage("up")
    assert done.returncode == 1
    assert f"Port {portal.port} is in use" in done.stderr


def test_a_second_one_on_the_same_data_says_so(portal):
    portal.start()
    done = portal.manage("up", "--port", "1")
    assert done.returncode == 1
    assert "already runs" in done.stderr
    assert f"http://localhost:{portal.port}" in done.stderr
    assert status_of(portal) == 200


def test_a_database_that_is_behind_is_named(tmp_path):
    done = PortalProcess(tmp_path).manage("up")
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr


def test_a_broker_that_does_not_answer_is_named(portal):
    portal.environment["REDIS_URL"] = "redis://127.0.0.1:1/0"
    done = portal.manage("up")
    assert done.returncode == 1
    assert "REDIS_URL" in done.stderr


def test_a_database_that_does_not_answer_is_named(portal):
    portal.environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
    done = portal.manage("up")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr


def test_real_servers_are_used_by_their_addresses_alone(tmp_path, private_postgres, private_valkey):
    portal = PortalProcess(
        tmp_path, DATABASE_URL=private_postgres.url, REDIS_URL=private_valkey.url
    )
    portal.prepare()
    try:
        portal.start()
        assert status_of(portal, "/readyz") == 200
        assert "valkey-server" not in " ".join(processes_of(portal).values())
        assert not (tmp_path / "portal.sqlite3").exists()
        with psycopg.connect(private_postgres.url) as connection:
            assert connection.execute("select count(*) from django_migrations").fetchone()[0]
        assert portal.end() == 0
        assert private_valkey.answers()
    finally:
        portal.end(signal.SIGKILL)
