"""A backup that was never restored is a hope: both databases, there and back, while in use."""

import uuid
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.portal.production import COMPLETE, manage
from tests.servers import PrivatePostgres

pytestmark = pytest.mark.processes

SECRET = COMPLETE["SECRET_KEY"]
MAKE_ROWS = (
    "from accounts.models import User; from portal.kernel.audit import record;"
    "user = User.objects.create(email='kept@example.org', name='Zoë Ångström');"
    "record(by=user, obj=user, deed='tested', codes={'n': 7})"
)
LOOK = (
    "from accounts.models import User; from portal.kernel.models import AuditRow;"
    "user = User.objects.get(email='kept@example.org');"
    "assert user.name == 'Zoë Ångström';"
    "row = AuditRow.objects.get(deed='tested'); assert row.codes == {'n': 7}"
)


def succeed(folder: Path, *arguments: str, **environment: str) -> str:
    done = manage(folder, *arguments, SECRET_KEY=SECRET, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def there_and_back(old: tuple[Path, dict[str, str]], new: tuple[Path, dict[str, str]]) -> Path:
    (old_folder, old_environment), (new_folder, new_environment) = old, new
    old_folder.mkdir()
    file = old_folder / "backup"
    succeed(old_folder, "migrate", "-v0", **old_environment)
    succeed(old_folder, "shell", "--no-imports", "-c", MAKE_ROWS, **old_environment)
    succeed(old_folder, "backup", str(file), **old_environment)
    assert file.stat().st_mode & 0o077 == 0
    succeed(new_folder, "restore", str(file), **new_environment)
    succeed(new_folder, "migrate", "--check", **new_environment)
    succeed(new_folder, "shell", "--no-imports", "-c", LOOK, **new_environment)
    again = manage(new_folder, "restore", str(file), SECRET_KEY=SECRET, **new_environment)
    assert again.returncode == 1
    assert "not empty" in again.stderr
    succeed(new_folder, "shell", "--no-imports", "-c", LOOK, **new_environment)
    return file


def test_sqlite_there_and_back(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    file = there_and_back((old, {}), (new, {}))
    done = manage(old, "backup", str(file), SECRET_KEY=SECRET)
    assert done.returncode == 1
    assert "exists" in done.stderr


def test_postgres_there_and_back(tmp_path, private_postgres: PrivatePostgres):
    names = [f"portal_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    with psycopg.connect(private_postgres.url, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    old, new = (
        (tmp_path / name, {"DATABASE_URL": private_postgres.url.replace("/postgres?", f"/{name}?")})
        for name in names
    )
    there_and_back(old, new)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_is_refused(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    done = manage(tmp_path / "new", "restore", str(file), SECRET_KEY=SECRET)
    assert done.returncode == 1
    assert "backup" in done.stderr or "damaged" in done.stderr
    assert "Traceback" not in done.stderr
