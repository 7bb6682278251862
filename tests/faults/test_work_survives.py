"""What background work survives: real workers, a real broker, real kills."""

import contextlib
import signal
import sqlite3
import time

import pytest
import redis

from tests.servers import wait_until

pytestmark = pytest.mark.faults


def test_workers_killed_in_the_middle_of_a_run(private_portal):
    private_portal.enqueue("fault.half_second", 24)
    for killed_after in (3, 10):
        private_portal.start_worker()
        private_portal.wait_for("done", killed_after)
        wait_until(lambda: private_portal.count("running"), what="a row is being worked on")
        private_portal.kill_workers()
    assert private_portal.count("running") > 0, "the kill hit nothing"
    private_portal.start_worker()
    private_portal.wait_for("done", 24)
    assert private_portal.broken_promises() == []
    assert private_portal.traces("half") > 24, "nothing was done again, so nothing was tested"


def test_a_wiped_broker(portal_on_sqlite):
    portal_on_sqlite.enqueue("fault.quick", 200)
    portal_on_sqlite.broker.wipe()
    portal_on_sqlite.broker.start()
    portal_on_sqlite.start_worker()
    portal_on_sqlite.wait_for("done", 20)
    portal_on_sqlite.broker.wipe()
    portal_on_sqlite.broker.start()
    portal_on_sqlite.wait_for("done", 200)
    assert portal_on_sqlite.broken_promises() == []


def test_a_broker_that_was_down_while_people_worked(portal_on_sqlite):
    portal_on_sqlite.start_worker()
    portal_on_sqlite.enqueue("fault.quick", 1)
    portal_on_sqlite.wait_for("done", 1)
    portal_on_sqlite.broker.kill()
    started = time.monotonic()
    portal_on_sqlite.enqueue("fault.quick", 20)
    assert time.monotonic() - started < 10, "people waited for the broker"
    assert portal_on_sqlite.count("queued") == 20
    portal_on_sqlite.broker.start()
    portal_on_sqlite.wait_for("done", 21)
    assert portal_on_sqlite.broken_promises() == []


def test_one_message_fifty_times_in_parallel(portal_on_postgresql):
    [row_id] = portal_on_postgresql.enqueue("fault.half_second", 1)
    portal_on_postgresql.send_messages(row_id, 50)
    portal_on_postgresql.start_worker(processes=8)
    portal_on_postgresql.wait_for("done", 1)
    queue = "faults:celery:default"
    with redis.Redis.from_url(portal_on_postgresql.broker.url) as broker:
        wait_until(lambda: broker.llen(queue) == 0, what="all messages are taken")
    assert portal_on_postgresql.traces("half") == 1
    assert portal_on_postgresql.broken_promises() == []
    assert portal_on_postgresql.rows("SELECT attempts FROM kernel_workrow") == [(1,)]


def test_a_frozen_worker_wakes_up_after_its_lease(portal_on_sqlite):
    portal_on_sqlite.enqueue("fault.two_seconds", 1)
    frozen = portal_on_sqlite.start_worker(processes=1)
    wait_until(lambda: portal_on_sqlite.traces("two") == 1, what="the first worker has it")
    portal_on_sqlite.signal_worker(frozen, signal.SIGSTOP)
    portal_on_sqlite.start_worker(processes=1)
    portal_on_sqlite.wait_for("done", 1)
    portal_on_sqlite.signal_worker(frozen, signal.SIGCONT)
    wait_until(
        lambda: "lease lost" in (portal_on_sqlite.folder / "worker1.log").read_text(),
        what="the woken worker noticed",
    )
    assert portal_on_sqlite.broken_promises() == []
    assert portal_on_sqlite.rows("SELECT attempts FROM kernel_workrow") == [(2,)]


@pytest.mark.timeout(120)
def test_poison_fails_and_harms_no_other_work(portal_on_sqlite):
    portal_on_sqlite.enqueue("fault.dies", 2)
    portal_on_sqlite.enqueue("fault.never_ends", 1)
    portal_on_sqlite.enqueue("fault.quick", 20)
    portal_on_sqlite.start_worker()
    portal_on_sqlite.wait_for("done", 20, seconds=25)
    portal_on_sqlite.wait_for("failed", 3, seconds=60)
    assert portal_on_sqlite.broken_promises() == []
    assert portal_on_sqlite.traces("dies") == 6
    assert portal_on_sqlite.traces("never") == 3
    assert set(
        portal_on_sqlite.rows("SELECT reason FROM kernel_workrow WHERE state = 'failed'")
    ) == {("worker_lost",)}


def test_a_receiver_outside_hears_twice_only_when_a_worker_died_in_between(portal_on_sqlite):
    """Mail and webhooks happen at least once; the same id lets the receiver know the second."""
    portal_on_sqlite.enqueue("fault.mail", 2)
    portal_on_sqlite.start_worker()
    portal_on_sqlite.wait_for("done", 2)
    assert portal_on_sqlite.broken_promises() == []
    for accepted in portal_on_sqlite.folder.glob("accepted-*"):
        first, second = accepted.read_text().splitlines()
        assert first == second


def test_a_frozen_broker_keeps_nobody_waiting(portal_on_sqlite):
    portal_on_sqlite.start_worker()
    portal_on_sqlite.enqueue("fault.quick", 1)
    portal_on_sqlite.wait_for("done", 1)
    portal_on_sqlite.broker.freeze()
    started = time.monotonic()
    portal_on_sqlite.enqueue("fault.quick", 20)
    assert time.monotonic() - started < 15, "people waited for the broker"
    portal_on_sqlite.broker.thaw()
    portal_on_sqlite.wait_for("done", 21)
    assert portal_on_sqlite.broken_promises() == []


def test_a_locked_sqlite_delays_and_loses_nothing(portal_on_sqlite):
    portal_on_sqlite.enqueue("fault.half_second", 8)
    portal_on_sqlite.start_worker()
    portal_on_sqlite.wait_for("done", 1)
    with contextlib.closing(
        sqlite3.connect(portal_on_sqlite.folder / "portal.sqlite3", isolation_level=None)
    ) as writer:
        writer.execute("BEGIN IMMEDIATE")
        time.sleep(10)
        writer.execute("ROLLBACK")
    portal_on_sqlite.wait_for("done", 8)
    assert portal_on_sqlite.broken_promises() == []


def test_without_a_beat_the_workers_sweep_themselves(portal_on_sqlite):
    portal_on_sqlite.enqueue("fault.quick", 30)
    portal_on_sqlite.broker.wipe()
    portal_on_sqlite.broker.start()
    time.sleep(1.5)
    portal_on_sqlite.start_worker(beat=False)
    portal_on_sqlite.wait_for("done", 30)
    assert portal_on_sqlite.broken_promises() == []


def test_hanging_hosts_do_not_delay_other_work(portal_on_sqlite):
    portal_on_sqlite.start_worker(queues="slow", processes=1)
    portal_on_sqlite.start_worker(queues="default", processes=1)
    portal_on_sqlite.enqueue("fault.slow_remote", 5)
    portal_on_sqlite.enqueue("fault.quick", 10)
    portal_on_sqlite.wait_for("done", 10, seconds=15)
    assert portal_on_sqlite.traces("quick") == 10
    assert portal_on_sqlite.count("queued") > 0, "the slow ones were not slow"
    portal_on_sqlite.wait_for("done", 15)
    assert portal_on_sqlite.broken_promises() == []


def test_postgresql_restarted_under_load(portal_on_postgresql, private_postgres):
    portal_on_postgresql.enqueue("fault.half_second", 24)
    portal_on_postgresql.start_worker()
    portal_on_postgresql.wait_for("done", 4)
    private_postgres.kill()
    time.sleep(1)
    private_postgres.start()
    portal_on_postgresql.wait_for("done", 24, seconds=45)
    assert portal_on_postgresql.broken_promises() == []
