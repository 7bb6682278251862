"""An administrator sends the failed work of an import again: the item is really checked again."""

import pytest

from passports.actions import imports
from passports.models import ImportItem, ImportItemState
from passports.sources import Found
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work import send_again
from portal.kernel.work.claiming import claim, fail
from portal.kernel.work.kinds import kind_named
from portal.kernel.work.running import Run, run_row
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_item_waits_again_and_is_checked():
    holder = UserFactory()
    found = Found(filename="a.json", content=b"not json", size_bytes=8)
    imports.start(holder=holder, source="upload", found=[found], by=holder)
    row = WorkRow.objects.get(kind=imports.CHECK_ITEM)
    assert fail(claim(row.id), "worker_lost", kind_named(row.kind).on_failed)
    item = ImportItem.objects.get()
    assert (item.state, item.reason) == (ImportItemState.FAILED, "worker_lost")

    row.refresh_from_db()
    assert send_again(row, by=UserFactory(is_staff=True))
    item.refresh_from_db()
    assert (item.state, item.reason) == (ImportItemState.WAITING, "")
    assert run_row(row.id) is Run.DONE
    item.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, item.state) == (WorkState.DONE, ImportItemState.REFUSED)
