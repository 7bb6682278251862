import uuid
from types import SimpleNamespace

import pytest

from portal.kernel.audit import record
from portal.kernel.models import AuditRow, WorkRow

pytestmark = pytest.mark.django_db
ROW = WorkRow(id=uuid.uuid4(), kind="test.kind", subject_id=uuid.uuid4())


def person(**fields):
    return SimpleNamespace(audit_id=uuid.uuid4(), is_staff=False, **fields)


def test_a_row_says_who_did_what_to_which():
    by = person()
    record(by=by, obj=ROW, deed="looked", codes={"kind": "x", "number": 3, "yes": True, "no": None})
    row = AuditRow.objects.get()
    assert (row.actor_id, row.actor_kind, row.deed) == (by.audit_id, "person", "looked")
    assert (row.object_type, row.object_id) == ("kernel.workrow", ROW.id)
    assert row.codes == {"kind": "x", "number": 3, "yes": True, "no": None}


def test_actors():
    assert record(by=None, obj=ROW, deed="x").actor_kind == "system"
    by = person()
    by.is_staff = True
    assert record(by=by, obj=ROW, deed="x").actor_kind == "administrator"
    assert record(by=None, obj=ROW, deed="x", actor_kind="link").actor_kind == "link"


def test_a_person_is_known_by_the_opaque_id():
    WorkRow.audit_id = uuid.uuid4()
    try:
        assert record(by=None, obj=ROW, deed="x").object_id == WorkRow.audit_id
    finally:
        del WorkRow.audit_id


@pytest.mark.parametrize(
    "value", ["ada@example.org", "Ada Lovelace", "two\nlines", "é", "x" * 101, "<b>"]
)
def test_what_could_be_personal_is_refused(value):
    with pytest.raises(ValueError, match="not a code"):
        record(by=None, obj=ROW, deed="x", codes={"note": value})
    assert not AuditRow.objects.exists()
