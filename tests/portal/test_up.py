"""`manage.py up`: real processes, started, watched and ended."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
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


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    made = PortalProcess(tmp_path)
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        done = made.manage(*command)
        assert done.returncode == 0, done.stderr
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


def test_it_starts_all_and_stops_all(portal):
    portal.start()
    assert status_of(portal) == 200
    assert status_of(portal, "/readyz") == 200
    running = " ".join(processes_of(portal).values())
    for part in ("valkey-server", "--queues=default", "--queues=slow", " beat ", "web_main"):
        assert part in running
    assert portal.end(signal.SIGINT) == 0
    assert "Everything has stopped." in portal.said()
    assert processes_of(portal) == {}
    with pytest.raises(OSError, match="refused"):
        status_of(portal)


def test_killing_it_leaves_no_process(portal):
    portal.start()
    # The supervisor, the broker, two workers with two pool processes each, the beat, the web
    # server with two workers of its own.
    assert len(processes_of(portal)) >= 12
    portal.end(signal.SIGKILL)
    wait_until(lambda: not processes_of(portal), seconds=5, what="no process is left")


def test_killing_one_worker_leaves_none_of_its_pool(portal):
    portal.start()
    worker = pid_of(portal, "--queues=slow")
    pool = [int(pid) for pid in Path(f"/proc/{worker}/task/{worker}/children").read_text().split()]
    assert len(pool) == 2
    os.kill(worker, signal.SIGKILL)
    wait_until(
        lambda: not any(Path(f"/proc/{pid}").exists() for pid in pool),
        seconds=5,
        what="the pool processes are gone",
    )


@pytest.mark.parametrize("part", ["valkey-server", "--queues=default", " beat ", "web_main"])
def test_a_child_that_dies_is_started_again(portal, part):
    portal.start()
    victim = pid_of(portal, part)
    os.kill(victim, signal.SIGKILL)

    def replaced() -> bool:
        return any(
            part in command and pid > victim for pid, command in processes_of(portal).items()
        )

    wait_until(replaced, what=f"{part} runs again")
    wait_until(lambda: status_or_nothing(portal) == 200, what="the portal is ready again")
    assert "It starts again" in portal.said()


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


def test_a_second_start_finds_the_data_again(portal):
    portal.start()
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=10) as rows:
        rows.execute("create table kept (n integer)")
        rows.execute("insert into kept values (7)")
    rows.close()
    portal.end(signal.SIGKILL)
    portal.start()
    assert status_of(portal, "/readyz") == 200
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=10) as rows:
        assert rows.execute("select n from kept").fetchall() == [(7,)]
    rows.close()


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
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        assert portal.manage(*command).returncode == 0
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


def test_the_broker_is_reachable_by_this_user_only(portal):
    portal.start()
    sockets = [
        command.split("unixsocket:")[1].split()[0]
        for command in processes_of(portal).values()
        if "unixsocket:" in command
    ]
    assert len(sockets) == 1
    assert os.stat(sockets[0]).st_mode & 0o077 == 0
    assert os.stat(Path(sockets[0]).parent).st_mode & 0o077 == 0


def test_what_a_killed_one_left_is_cleared_away(portal):
    portal.start()
    socket_folder = next(
        Path(command.split("unixsocket:")[1].split()[0]).parent
        for command in processes_of(portal).values()
        if "unixsocket:" in command
    )
    portal.end(signal.SIGKILL)
    assert socket_folder.exists()
    time.sleep(0.5)
    portal.start()
    assert not socket_folder.exists()
