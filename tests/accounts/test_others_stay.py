"""Who leaves takes along what is theirs; of somebody who has as much, not a single row changes."""

import pytest
from django.db import connection

from accounts.actions import erasure
from tests.accounts import test_leaving
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
FINCH = "bystander"


def rows_with(*texts):
    """Every row, of whatever table, in which one of the texts stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                plain = tuple(
                    bytes(value).decode("latin-1")
                    if isinstance(value, memoryview | bytes)
                    else str(value)
                    for value in row
                )
                if any(text in value.lower() for text in texts for value in plain):
                    found.add((table, plain))
    return found


def test_of_somebody_else_every_row_stays_as_it_is(monkeypatch):
    leaving = UserFactory(name=f"{test_leaving.CANARY} Bird")
    test_leaving.everything_of(leaving)
    monkeypatch.setattr(test_leaving, "CANARY", FINCH)
    other = UserFactory(name=f"{FINCH} Finch", email=f"{FINCH}@example.org")
    test_leaving.everything_of(other)
    before = rows_with(FINCH, other.pk.hex, str(other.pk))
    assert len({table for table, _row in before}) > 40

    erasure.erase(user=leaving, by=leaving)

    after = rows_with(FINCH, other.pk.hex, str(other.pk))
    assert after == before
