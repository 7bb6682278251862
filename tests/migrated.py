"""An empty database with every migration applied: made once for a run, copied by all who need one.

Migrating takes longer than most files of tests, and each worker of a run, and each portal that a
test starts, did it for itself.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
# `make test` names a fresh folder. Whoever runs single tests finds what the last run made.
FOLDER = Path(
    os.environ.get("TEST_MIGRATED_DIR")
    or Path(tempfile.gettempdir()) / f"passport-migrated-{os.getuid()}"
)
KEPT = 10


def _digest() -> str:
    """Of all that decides what an empty database looks like: a folder that stays may be older."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/**/migrations/*.py"), ROOT / "requirements.txt"]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(var_dir: Path, **environment: str) -> None:
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
        cwd=ROOT,
        env=own
        | {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_ENV": "embedded"}
        | {"VAR_DIR": str(var_dir)}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"migrate failed:\n{done.stderr}")


def copy_sqlite(to: Path) -> None:
    """Put a migrated SQLite database where there is none yet.

    One that is there may be open, in a test whose portal starts now: to write over it tears it.
    """
    if to.exists():
        return
    with _alone():
        made = FOLDER / f"{_digest()}.sqlite3"
        if not made.exists():
            making = FOLDER / "making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            _migrate(making)
            assert not (making / "portal.sqlite3-wal").exists(), "a part is not in the file"
            (making / "portal.sqlite3").replace(made)
            by_age = sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
            for old in by_age[:-KEPT]:
                old.unlink()
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, to)


def create_postgresql(url: str, name: str, template: str) -> None:
    """A migrated database on the server of `url`, from a template that is made by the first."""
    with _alone(), psycopg.connect(url, autocommit=True) as server:
        [(there,)] = server.execute(
            "SELECT count(*) FROM pg_database WHERE datname = %s", [template]
        ).fetchall()
        if not there:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
            making = FOLDER / "making"
            making.mkdir(exist_ok=True)
            there_url = urlunsplit(urlsplit(url)._replace(path=f"/{template}"))
            _migrate(making, DATABASE_URL=there_url)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop_postgresql(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
