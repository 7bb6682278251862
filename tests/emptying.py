"""The database is empty again after a test that commits, at the price of what that test filled.

Django's `flush` deletes from every table, and then makes the content types and permissions of every
model anew: it costs more than most of these tests, which fill ten tables of more than a hundred.
"""

from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

# Made with the database, and the same after each test.
MADE_BY_MIGRATING = ("auth_permission", "django_content_type")
_as_made: dict[str, list[Any]] = {}


def empty_only_what_was_filled() -> None:
    """To be called once, when the database is there and no test has used it."""
    for alias in connections:
        _as_made[alias] = _made_by_migrating(connections[alias])
    TransactionTestCase._fixture_teardown = _teardown  # type: ignore[method-assign]


def _teardown(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        empty(connections[alias])


def empty(connection: BaseDatabaseWrapper) -> None:
    """Leave what `flush` leaves: no row, beside those that were made with the database."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quoted = [connection.ops.quote_name(name) for name in tables if name not in MADE_BY_MIGRATING]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {name})" for name in quoted))
        for name, filled in zip(quoted, cursor.fetchone(), strict=True):
            # Foreign keys are judged when the transaction ends: any order will do.
            if filled:
                cursor.execute(f"DELETE FROM {name}")
    if _made_by_migrating(connection) != _as_made[connection.alias]:
        call_command("flush", verbosity=0, interactive=False, database=connection.alias)
        # The same, with other numbers.
        _as_made[connection.alias] = _made_by_migrating(connection)


def _made_by_migrating(connection: BaseDatabaseWrapper) -> list[Any]:
    found = []
    with connection.cursor() as cursor:
        for name in MADE_BY_MIGRATING:
            cursor.execute(f"SELECT * FROM {name} ORDER BY id")
            found += cursor.fetchall()
    return found
