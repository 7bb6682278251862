"""Writing work down, sending it, finding what was not sent, giving it another chance."""

import uuid
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.kernel.work import Permanent, enqueue, enqueue_many, kinds, send_again, work_kind
from portal.kernel.work.claiming import claim, finish
from portal.kernel.work.kinds import UnknownKind
from portal.kernel.work.running import run_row
from portal.kernel.work.sweeping import forget_done, oldest_due_seconds, sweep, take_unsent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(kind):
    kind(lambda subject_id: None)
    kind(lambda subject_id: None, name="test.slow", queue="slow")


def test_the_message_goes_on_commit_with_the_id_alone(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = enqueue("test.slow", uuid.uuid4())
        assert sent == []
    assert sent == [(str(row.id), "slow")]


@pytest.mark.django_db(transaction=True)
def test_no_message_for_a_transaction_that_was_rolled_back(sent):
    with transaction.atomic():
        enqueue("test.kind", uuid.uuid4())
        transaction.set_rollback(True)
    assert sent == []
    assert not WorkRow.objects.exists()


def test_while_one_is_unfinished_there_is_one(sent, django_capture_on_commit_callbacks):
    subject = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        first = enqueue("test.kind", subject)
        assert enqueue("test.kind", subject).id == first.id
        other_kind = enqueue("test.slow", subject)
    assert {row_id for row_id, _queue in sent} == {str(first.id), str(other_kind.id)}
    assert len(sent) == 2
    run_row(first.id)
    assert enqueue("test.kind", subject).id != first.id


def test_the_messages_go_in_the_order_of_the_caller(sent, django_capture_on_commit_callbacks):
    subjects = [uuid.uuid4() for _ in range(20)]
    with django_capture_on_commit_callbacks(execute=True):
        rows = enqueue_many("test.kind", subjects)
    assert [row_id for row_id, _queue in sent] == [str(row.id) for row in rows]


def test_many_take_as_many_queries_as_few(django_assert_num_queries, sent):
    for number in (2, 50):  # SQLite takes about eighty rows a statement
        subjects = [uuid.uuid4() for _ in range(number)]
        with django_assert_num_queries(4):  # two of them are the savepoint
            rows = enqueue_many("test.kind", subjects)
        assert [row.subject_id for row in rows] == subjects


def test_unknown_kinds_and_queues_are_errors_of_ours():
    with pytest.raises(UnknownKind):
        enqueue("test.unknown", uuid.uuid4())
    with pytest.raises(ValueError, match="no queue"):
        work_kind("test.other", queue="fast")
    with pytest.raises(ValueError, match="Two handlers"):
        work_kind("test.kind")(test_unknown_kinds_and_queues_are_errors_of_ours)


@pytest.mark.parametrize("error", [OperationalError("down"), ConnectionRefusedError("down")])
def test_a_broker_that_is_down_costs_no_work(
    error, broker, django_capture_on_commit_callbacks, later
):
    with mock.patch("portal.kernel.work.sending.current_app.send_task", side_effect=error) as send:
        with django_capture_on_commit_callbacks(execute=True):
            rows = enqueue_many("test.kind", [uuid.uuid4() for _ in range(5)])
        assert send.call_count == 1  # not five timeouts in one request
        for row in rows:
            later(row, 60)
        assert sweep() == 0
    with mock.patch("portal.kernel.work.sending.current_app.send_task") as send:
        assert sweep() == 0  # it has just tried
        for row in rows:
            later(row, 60)
        assert sweep() == 5
        assert {call.args[1][0] for call in send.call_args_list} == {str(row.id) for row in rows}


def test_the_sweeper_gives_a_message_time_and_sends_more_rarely_later(sent, later):
    row = enqueue("test.kind", uuid.uuid4())
    assert sweep() == 0
    later(row, 16)
    assert (sweep(), sweep()) == (1, 0)
    later(row, 16)
    assert sweep() == 0
    later(row, 60)
    assert sweep() == 1


def test_the_sweeper_sends_in_batches_the_oldest_first(sent, later):
    rows = enqueue_many("test.kind", [uuid.uuid4() for _ in range(5)])
    for position, row in enumerate(rows):
        later(row, 100 - position)
    assert [sweep(batch_rows=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [row_id for row_id, _queue in sent] == [str(row.id) for row in rows]


def test_a_queue_that_holds_a_message_for_every_row_gets_no_more(sent, later, monkeypatch):
    """Else whatever waits for minutes is sent every minute, and the queue grows with its square."""
    messages = {"default": 5, "slow": 0, "mail": 0}
    monkeypatch.setattr("portal.kernel.work.sweeping.messages_in", messages.__getitem__)
    rows = enqueue_many("test.kind", [uuid.uuid4() for _ in range(5)])
    lost = enqueue("test.slow", uuid.uuid4())
    for position, row in enumerate([*rows, lost]):
        later(row, 100 - position)
    assert sweep() == 1
    assert sent == [(str(lost.id), "slow")]
    messages["default"] = 3
    assert sweep() == 2
    assert sent[1:] == [(str(row.id), "default") for row in rows[:2]]


def test_a_row_whose_worker_died_gets_a_message_however_long_the_queue_is(sent, later, monkeypatch):
    monkeypatch.setattr("portal.kernel.work.sweeping.messages_in", lambda queue: 1000)
    held = enqueue("test.kind", uuid.uuid4())
    claim(held.id)
    waiting = enqueue("test.kind", uuid.uuid4())
    for row in (held, waiting):
        later(row, 100)
    assert sweep() == 1
    assert sent == [(str(held.id), "default")]


def test_a_broker_that_does_not_say_how_long_its_queue_is_is_sent_what_waits(
    sent, later, monkeypatch
):
    monkeypatch.setattr("portal.kernel.work.sweeping.messages_in", lambda queue: None)
    rows = enqueue_many("test.kind", [uuid.uuid4() for _ in range(3)])
    for row in rows:
        later(row, 100)
    assert sweep() == 3


def test_the_sweeper_leaves_alone_what_is_held_finished_or_not_due(sent, later):
    held = enqueue("test.kind", uuid.uuid4())
    done = enqueue("test.kind", uuid.uuid4())
    future = enqueue("test.kind", uuid.uuid4(), due_at=timezone.now() + timedelta(hours=2))
    run_row(done.id)
    claim(held.id)
    for row in (held, done):
        later(row, 30)
    later(future, 3600)
    assert sweep() == 0
    later(held, 60)
    later(future, 3601)
    assert {row_id for row_id, _queue in take_unsent(10)} == {held.id, future.id}


def test_oldest_due_row_is_what_readiness_asks_for(later):
    assert oldest_due_seconds() == 0
    waiting = enqueue("test.kind", uuid.uuid4())
    enqueue("test.kind", uuid.uuid4(), due_at=timezone.now() + timedelta(hours=2))
    held = enqueue("test.kind", uuid.uuid4())
    later(held, 1000)
    claim(held.id)
    later(waiting, 500)
    assert 500 <= oldest_due_seconds() < 600
    later(held, 1000)
    assert 2000 <= oldest_due_seconds() < 2100


def test_two_unfinished_rows_for_one_subject_cannot_exist(sent):
    row = enqueue("test.kind", uuid.uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkRow.objects.create(kind=row.kind, subject_id=row.subject_id)


def test_done_rows_are_forgotten_after_a_month_failed_ones_are_not(sent):
    now = timezone.now()
    rows = {
        (state, days): WorkRow.objects.create(
            kind="test.kind",
            subject_id=uuid.uuid4(),
            state=state,
            finished_at=now - timedelta(days=days),
        )
        for state in (WorkState.DONE, WorkState.FAILED)
        for days in (29, 31, 32)
    }
    waiting = enqueue("test.kind", uuid.uuid4())
    assert [forget_done(batch_rows=1) for _ in range(3)] == [1, 1, 0]
    kept = set(WorkRow.objects.values_list("id", flat=True))
    gone = {key for key, row in rows.items() if row.id not in kept}
    assert gone == {(WorkState.DONE, 31), (WorkState.DONE, 32)}
    assert waiting.id in kept


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_clock_that_is_wrong_neither_delays_nor_doubles(kind, sent, minutes):
    """The web server's and the worker's clocks do not count, the database's does."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        row = enqueue("test.kind", uuid.uuid4())
        assert oldest_due_seconds() < 60
        held = claim(row.id)
    assert held is not None
    assert claim(row.id) is None
    with time_machine.travel(timezone.now() + timedelta(minutes=-minutes)):
        assert claim(row.id) is None
        assert take_unsent(10) == []
        assert finish(held, None)


class TestSendAgain:
    @pytest.fixture
    def failed(self, kind, sent):
        def handler(subject_id):
            raise Permanent("nope")

        row = enqueue(kind(handler, name="test.fails"), uuid.uuid4())
        run_row(row.id)
        row.refresh_from_db()
        return row

    def test_gives_all_attempts_back_and_is_audited(
        self, failed, sent, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            assert send_again(failed, by=None)
        assert sent == [(str(failed.id), "default")]
        assert (failed.state, failed.attempts, failed.reason) == (WorkState.QUEUED, 0, "")
        audit = AuditRow.objects.get(object_id=failed.id)
        assert (audit.deed, audit.actor_kind) == ("work_sent_again", "system")
        assert audit.codes == {"kind": "test.fails", "reason": "nope"}

    def test_only_once(self, failed):
        stale = WorkRow.objects.get(id=failed.id)
        assert send_again(failed, by=None)
        assert not send_again(stale, by=None)
        assert AuditRow.objects.count() == 1

    def test_the_kind_reopens_its_subject(self, kind, sent, failed):
        reopened = []
        with mock.patch.dict("portal.kernel.work.kinds._KINDS"):
            del kinds._KINDS["test.fails"]
            kind(lambda subject_id: None, name="test.fails", on_sent_again=reopened.append)
            assert send_again(failed, by=None)
            assert not send_again(failed, by=None)
        assert reopened == [failed.subject_id]

    def test_a_kind_that_only_another_version_knows(self, failed):
        WorkRow.objects.filter(id=failed.id).update(kind="test.of_tomorrow")
        failed.refresh_from_db()
        assert send_again(failed, by=None)

    @pytest.mark.parametrize("state", [WorkState.QUEUED, WorkState.RUNNING, WorkState.DONE])
    def test_nothing_that_is_not_failed(self, failed, state):
        WorkRow.objects.filter(id=failed.id).update(state=state)
        failed.refresh_from_db()
        assert not send_again(failed, by=None)
        failed.refresh_from_db()
        assert failed.state == state

    def test_not_beside_newer_work_on_the_same_subject(self, failed, sent):
        enqueue("test.fails", failed.subject_id)
        assert not send_again(failed, by=None)
        assert failed.state == WorkState.FAILED
        assert not AuditRow.objects.exists()
