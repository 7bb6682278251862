"""One row through all its lives: done, retried, failed, taken over."""

import uuid
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.kernel.work import Permanent, Transient, enqueue
from portal.kernel.work.claiming import claim, finish, give_back
from portal.kernel.work.running import Run, run_row

pytestmark = pytest.mark.django_db


def write_audit(subject_id):
    return AuditRow.objects.create(
        actor_kind="system", object_type="test", object_id=subject_id, deed="worked"
    )


def test_the_effect_runs_once_however_often_the_message_comes(kind, sent):
    kind(lambda subject_id: lambda: write_audit(subject_id))
    row = enqueue("test.kind", uuid.uuid4())
    assert [run_row(row.id) for _ in range(4)] == [Run.DONE, *[Run.NOT_CLAIMED] * 3]
    row.refresh_from_db()
    assert (row.state, row.attempts, row.token, row.reason) == (WorkState.DONE, 1, None, "")
    assert row.finished_at is not None
    assert AuditRow.objects.filter(object_id=row.subject_id).count() == 1


def test_a_handler_may_have_nothing_to_store(kind, sent):
    kind(lambda subject_id: None)
    assert run_row(enqueue("test.kind", uuid.uuid4()).id) is Run.DONE


@pytest.mark.django_db(transaction=True)
def test_the_handler_runs_outside_and_the_effect_inside_a_transaction(kind, sent):
    inside = []

    def handler(subject_id):
        inside.append(connection.in_atomic_block)
        return lambda: inside.append(connection.in_atomic_block)

    kind(handler)
    assert run_row(enqueue("test.kind", uuid.uuid4()).id) is Run.DONE
    assert inside == [False, True]


def test_a_row_that_is_not_due_is_left_alone(kind, sent, later):
    from django.utils import timezone

    kind(lambda subject_id: None)
    row = enqueue("test.kind", uuid.uuid4(), due_at=timezone.now() + timedelta(hours=1))
    assert run_row(row.id) is Run.NOT_CLAIMED
    later(row, 3601)
    assert run_row(row.id) is Run.DONE


def test_an_unknown_row_is_nothing_to_do():
    assert run_row(uuid.uuid4()) is Run.NOT_CLAIMED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Transient("host_down"), "host_down"),
        (SoftTimeLimitExceeded(), "too_slow"),
        (ZeroDivisionError("secret@example.org"), "unexpected:ZeroDivisionError"),
    ],
)
def test_after_three_attempts_it_fails_with_the_reason(kind, sent, later, caplog, error, reason):
    told = []

    def handler(subject_id):
        raise error

    kind(handler, on_failed=lambda subject_id, code: told.append((subject_id, code)))
    row = enqueue("test.kind", uuid.uuid4())
    for attempt in (1, 2):
        assert run_row(row.id) is Run.QUEUED_AGAIN
        assert run_row(row.id) is Run.NOT_CLAIMED  # it pauses first
        row.refresh_from_db()
        assert (row.state, row.attempts, row.reason) == (WorkState.QUEUED, attempt, reason)
        later(row, 3600)
    assert told == []
    assert run_row(row.id) is Run.FAILED
    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason) == (WorkState.FAILED, 3, reason)
    assert told == [(row.subject_id, reason)]
    assert "secret@example.org" not in caplog.text


def test_permanent_fails_at_once(kind, sent):
    told = []

    def handler(subject_id):
        raise Permanent("not_a_credential")

    kind(handler, on_failed=lambda subject_id, code: told.append(code))
    row = enqueue("test.kind", uuid.uuid4())
    assert run_row(row.id) is Run.FAILED
    assert told == ["not_a_credential"]


def test_the_remote_says_when_to_come_back(kind, sent, later):
    def handler(subject_id):
        raise Transient("busy", retry_after_seconds=600)

    kind(handler)
    row = enqueue("test.kind", uuid.uuid4())
    run_row(row.id)
    later(row, 590)
    assert run_row(row.id) is Run.NOT_CLAIMED
    later(row, 11)
    assert run_row(row.id) is Run.QUEUED_AGAIN


def test_a_failing_effect_leaves_nothing_behind(kind, sent):
    def handler(subject_id):
        def effect():
            write_audit(subject_id)
            raise RuntimeError

        return effect

    kind(handler)
    row = enqueue("test.kind", uuid.uuid4())
    assert run_row(row.id) is Run.QUEUED_AGAIN
    assert not AuditRow.objects.filter(object_id=row.subject_id).exists()


def test_a_callback_that_raises_does_not_bring_the_row_back(kind, sent):
    def handler(subject_id):
        raise Permanent("nope")

    def on_failed(subject_id, code):
        write_audit(subject_id)
        raise RuntimeError

    kind(handler, on_failed=on_failed)
    row = enqueue("test.kind", uuid.uuid4())
    assert run_row(row.id) is Run.FAILED
    row.refresh_from_db()
    assert (row.state, row.reason) == (WorkState.FAILED, "on_failed_raised")
    assert not AuditRow.objects.filter(object_id=row.subject_id).exists()


def test_who_lost_the_lease_stores_nothing(kind, sent, later):
    ran = []

    def frozen(subject_id):
        later(row, 3600)
        assert claim(row.id) is not None  # somebody else takes over meanwhile
        return lambda: ran.append("late")

    kind(frozen)
    row = enqueue("test.kind", uuid.uuid4())
    assert run_row(row.id) is Run.LEASE_LOST
    row.refresh_from_db()
    assert (row.state, row.attempts, ran) == (WorkState.RUNNING, 2, [])


def test_a_stale_claim_can_neither_finish_nor_give_back(kind, sent, later):
    kind(lambda subject_id: None)
    row = enqueue("test.kind", uuid.uuid4())
    stale = claim(row.id)
    assert claim(row.id) is None
    later(row, 3600)
    fresh = claim(row.id)
    assert fresh.token != stale.token
    assert not finish(stale, lambda: pytest.fail("ran without its lease"))
    assert not give_back(stale, "late", timedelta(0))
    assert finish(fresh, None)


def test_a_row_whose_workers_all_died_fails_instead_of_going_round(kind, sent, later):
    told = []
    kind(
        lambda subject_id: pytest.fail("a fourth attempt"),
        on_failed=lambda subject_id, code: told.append(code),
    )
    row = enqueue("test.kind", uuid.uuid4())
    for _ in range(3):
        assert claim(row.id) is not None  # and the worker dies
        later(row, 3600)
    assert run_row(row.id) is Run.FAILED
    row.refresh_from_db()
    assert (row.state, row.attempts, told) == (WorkState.FAILED, 3, ["worker_lost"])


def test_a_kind_nobody_knows_yet_waits_for_a_worker_who_does(sent, later):
    row = WorkRow.objects.create(kind="test.from_tomorrow", subject_id=uuid.uuid4())
    for expected in (Run.QUEUED_AGAIN, Run.QUEUED_AGAIN, Run.FAILED):
        assert run_row(row.id) is expected
        later(row, 3600)
    row.refresh_from_db()
    assert row.reason == "unknown_kind"
