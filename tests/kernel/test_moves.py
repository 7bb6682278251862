import uuid

import pytest

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.moves import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return WorkRow.objects.create(
        kind="test.kind", subject_id=uuid.uuid4(), state=WorkState.RUNNING, attempts=1
    )


def test_a_legal_move_is_stored_with_its_changes(row):
    assert move(row, to=WorkState.FAILED, reason="nope")
    assert (row.state, row.reason) == (WorkState.FAILED, "nope")
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == (WorkState.FAILED, "nope", 1)


def test_what_the_database_says_counts_not_the_instance(row):
    WorkRow.objects.filter(id=row.id).update(state=WorkState.DONE)
    assert not move(row, to=WorkState.FAILED, reason="nope")
    assert (row.state, row.reason) == (WorkState.RUNNING, "")
    row.refresh_from_db()
    assert (row.state, row.reason) == (WorkState.DONE, "")


def test_of_two_stale_instances_one_wins(row):
    other = WorkRow.objects.get(id=row.id)
    assert [move(row, to=WorkState.DONE), move(other, to=WorkState.DONE)] == [True, False]


def test_only_from_narrows_and_never_widens(row):
    assert not move(row, to=WorkState.QUEUED, only_from=[WorkState.FAILED])
    with pytest.raises(ValueError, match="No legal move"):
        move(row, to=WorkState.QUEUED, only_from=[WorkState.DONE])
    assert move(row, to=WorkState.QUEUED, only_from=[WorkState.RUNNING, WorkState.DONE])


def test_a_state_that_nothing_leads_to_is_an_error_of_ours(row):
    with pytest.raises(ValueError, match="No legal move"):
        move(row, to="nowhere")


def test_a_row_that_is_gone_does_not_move(row):
    WorkRow.objects.all().delete()
    assert not move(row, to=WorkState.DONE)
