"""Many at once: one wins. Proven on whichever database the run is on, so on both."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.kernel.work import enqueue, enqueue_many, send_again
from portal.kernel.work.claiming import claim
from portal.kernel.work.running import Run, run_row
from portal.kernel.work.sweeping import take_unsent

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    """The results of as many threads, which start together and each have their own connection."""
    barrier = threading.Barrier(number)

    def thread() -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return [future.result() for future in [pool.submit(thread) for _ in range(number)]]


@pytest.fixture(autouse=True)
def _kind(kind):
    def handler(subject_id):
        return lambda: AuditRow.objects.create(
            actor_kind="system", object_type="test", object_id=subject_id, deed="effect"
        )

    kind(handler)


def test_of_many_claims_one_wins(sent):
    row = enqueue("test.kind", uuid.uuid4())
    claims = at_once(8, lambda: claim(row.id))
    assert len([held for held in claims if held is not None]) == 1
    row.refresh_from_db()
    assert row.attempts == 1


def test_of_many_claims_of_a_lost_lease_one_wins(sent, later):
    row = enqueue("test.kind", uuid.uuid4())
    claim(row.id)
    later(row, 3600)
    claims = at_once(8, lambda: claim(row.id))
    assert len([held for held in claims if held is not None]) == 1


def test_of_many_runs_one_has_an_effect(sent):
    row = enqueue("test.kind", uuid.uuid4())
    runs = at_once(8, lambda: run_row(row.id))
    assert sorted(runs) == sorted([Run.DONE] + [Run.NOT_CLAIMED] * 7)
    assert AuditRow.objects.count() == 1


def test_many_enqueue_one_row(sent):
    subject = uuid.uuid4()
    rows = at_once(8, lambda: enqueue("test.kind", subject))
    assert len({row.id for row in rows}) == 1
    assert WorkRow.objects.count() == 1
    assert len(sent) == 1


def test_sweepers_share_the_rows(sent, later):
    rows = enqueue_many("test.kind", [uuid.uuid4() for _ in range(40)])
    for row in rows:
        later(row, 60)
    taken = [row_id for batch in at_once(8, lambda: take_unsent(10)) for row_id, _queue in batch]
    assert len(taken) == len(set(taken)), "two sweepers took the same row"
    taken += [row_id for row_id, _queue in take_unsent(100)]
    assert set(taken) == {row.id for row in rows}


def test_a_sweeper_does_not_wait_for_a_row_that_is_being_finished(sent, later):
    """PostgreSQL skips locked rows. SQLite has one writer at a time and nothing to skip."""
    if connection.vendor != "postgresql":
        rows = [enqueue("test.kind", uuid.uuid4())]
        later(rows[0], 60)
        assert [row_id for row_id, _queue in take_unsent(10)] == [rows[0].id]
        return
    from django.db import transaction

    locked, free = (enqueue("test.kind", uuid.uuid4()) for _ in range(2))
    for row in (locked, free):
        later(row, 60)
    with transaction.atomic():
        WorkRow.objects.select_for_update().get(id=locked.id)
        [batch] = at_once(1, lambda: take_unsent(10))
    assert [row_id for row_id, _queue in batch] == [free.id]


def test_of_many_sent_again_one_is(sent):
    row = WorkRow.objects.create(
        kind="test.kind", subject_id=uuid.uuid4(), state=WorkState.FAILED, reason="nope"
    )
    results = at_once(8, lambda: send_again(WorkRow.objects.get(id=row.id), by=None))
    assert sorted(results) == [False] * 7 + [True]
    assert AuditRow.objects.count() == 1
    assert len(sent) == 1
