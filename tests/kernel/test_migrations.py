"""Migrations are applied while the version before them still serves: its rows and its queries must
go on working. Each may add, and none may take away or demand what the old code does not give."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models.fields import NOT_PROVIDED

OURS = ("kernel", "accounts", "passports", "employers")
# Removals in two steps: (app, migration, operation) → the version since which no code uses it.
AFTER_ITS_LAST_USE: dict[tuple[str, str, str], str] = {}
_TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
    migrations.AlterModelTableComment,
)


def later_migrations() -> list[Any]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in OURS and not name.startswith("0001")
    ]


def needs_a_value(field: models.Field[Any, Any]) -> bool:
    """Whether an INSERT that does not know this column fails."""
    return not field.many_to_many and not field.null and field.db_default is NOT_PROVIDED


def problem_of(operation: Operation) -> str:
    """Why the old code could not live with this; empty when it can."""
    if isinstance(operation, _TAKES_AWAY):
        return "takes away what the old code uses"
    if isinstance(operation, migrations.AddField) and needs_a_value(operation.field):
        return "adds a column that the old code does not fill: give it a db_default, or null"
    if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
        return "cannot be taken back"
    return ""


@pytest.mark.parametrize("migration", later_migrations(), ids=str)
def test_a_migration_lets_the_version_before_it_live(migration: Any) -> None:
    made = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    }
    for operation in migration.operations:
        if getattr(operation, "model_name_lower", "") in made:
            continue  # nobody had rows in a table that is made here
        described = operation.describe()
        if (migration.app_label, migration.name, described) not in AFTER_ITS_LAST_USE:
            assert not problem_of(operation), f"{described}: {problem_of(operation)}"


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (migrations.AddField("a", "b", models.IntegerField(default=0)), "db_default"),
        (migrations.AddField("a", "b", models.IntegerField(db_default=0)), ""),
        (migrations.AddField("a", "b", models.IntegerField(null=True)), ""),
        (migrations.RemoveField("a", "b"), "takes away"),
        (migrations.RenameField("a", "b", "c"), "takes away"),
        (migrations.DeleteModel("a"), "takes away"),
        (migrations.RunSQL("SELECT 1"), "cannot be taken back"),
    ],
    ids=str,
)
def test_the_rule_sees_what_breaks_the_old_code(operation: Operation, says: str) -> None:
    found = problem_of(operation)
    assert says in found if says else not found


def columns_of(table: str) -> dict[str, tuple[bool, bool]]:
    """Each column of a table as it is now: whether it may be null, and whether it has a default."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT column_name, is_nullable = 'YES', column_default IS NOT NULL "
                "FROM information_schema.columns WHERE table_name = %s",
                [table],
            )
        else:
            cursor.execute(
                'SELECT name, "notnull" = 0, dflt_value IS NOT NULL FROM pragma_table_info(%s)',
                [table],
            )
        return {name: (bool(null), bool(given)) for name, null, given in cursor.fetchall()}


def earlier_versions() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every state of the tables that some version of the code was written for: the first, and all
    after it, one migration at a time."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    plan = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    ours = [node for node in plan if node[0] in OURS]
    first = max(index for index, (_, name) in enumerate(ours) if name.startswith("0001"))
    return [(f"{ours[at][0]}.{ours[at][1]}", ours[: at + 1]) for at in range(first, len(ours))]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "nodes"), earlier_versions(), ids=lambda each: str(each)[:60])
def test_the_queries_of_every_version_fit_the_tables_of_now(
    name: str, nodes: list[tuple[str, str]]
) -> None:
    """Asked of the database itself: no column is gone, and none that is new must be filled."""
    old = MigrationLoader(None, ignore_no_migrations=True).project_state(nodes).apps
    looked = 0
    for model in old.get_models():
        if model._meta.app_label not in OURS:
            continue
        now = columns_of(model._meta.db_table)
        fields = {field.column: field for field in model._meta.local_concrete_fields}
        known = set(fields)
        assert known <= set(now), f"{model._meta.label}: {known - set(now)} are gone"
        for column, field in fields.items():
            assert now[column][0] or not field.null, f"{model._meta.label}: {column} must be filled"
        for column in set(now) - known:
            nullable, has_default = now[column]
            assert nullable or has_default, f"{model._meta.label}: {column} must be filled"
        # The query of that version, with all its columns by name.
        assert list(model._base_manager.all()[:1]) is not None
        looked += 1
    assert looked > 20


@pytest.mark.django_db
def test_rows_written_by_the_first_version_are_read_by_this_one() -> None:
    nodes = [node for node in earlier_versions()[0][1] if node[1].startswith("0001")]
    old = MigrationLoader(None, ignore_no_migrations=True).project_state(nodes).apps
    body = old.get_model("passports", "ArchivedBody").objects.create(
        digest="a" * 64, content=b"{}", size_bytes=2
    )
    moment = body.created_at
    document = old.get_model("passports", "ArchivedDocument").objects.create(
        url="https://college.example/did.json",
        url_digest="b" * 64,
        body=body,
        kind="public",
        fetched_at=moment,
        last_seen_at=moment,
    )
    row = apps.get_model("passports", "ArchivedDocument").objects.get(id=document.id)
    assert row.redirects == []
    assert row.body.dropped_at is None
    user = old.get_model("accounts", "User").objects.create(email="a@people.example", name="A")
    assert apps.get_model("accounts", "User").objects.get(id=user.pk).email == "a@people.example"
