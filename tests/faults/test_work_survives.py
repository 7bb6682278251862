"""What background work survives: real workers, a real broker, real kills."""

import signal
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


def test_one_message_fifty_times_in_parallel(private_portal):
    [row_id] = private_portal.enqueue("fault.half_second", 1)
    private_portal.send_messages(row_id, 50)
    private_portal.start_worker(processes=8)
    private_portal.wait_for("done", 1)
    queue = "faults:celery:default"
    with redis.Redis.from_url(private_portal.broker.url) as broker:
        wait_until(lambda: broker.llen(queue) == 0, what="all messages are taken")
    assert private_portal.traces("half") == 1
    assert private_portal.broken_promises() == []
    assert private_portal.rows("SELECT attempts FROM kernel_workrow") == [(1,)]


def test_a_frozen_worker_wakes_up_after_its_lease(private_portal):
    private_portal.enqueue("fault.two_seconds", 1)
    frozen = private_portal.start_worker(processes=1)
    wait_until(lambda: private_portal.traces("two") == 1, what="the first worker has it")
    private_portal.signal_worker(frozen, signal.SIGSTOP)
    private_portal.start_worker(processes=1)
    private_portal.wait_for("done", 1)
    private_portal.signal_worker(frozen, signal.SIGCONT)
    wait_until(
        lambda: "lease lost" in (private_portal.folder / "worker1.log").read_text(),
        what="the woken worker noticed",
    )
    assert private_portal.broken_promises() == []
    assert private_portal.rows("SELECT attempts FROM kernel_workrow") == [(2,)]


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
