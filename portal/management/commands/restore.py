"""`manage.py restore FILE`: a backup into an empty database."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.management.database_programs import run


class Command(BaseCommand):
    help = "Read a file of `backup` into an empty database. Nothing is ever overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file} is not there.")
        if connection.introspection.table_names():
            raise CommandError(
                "The database is not empty. Point DATABASE_URL (or, for SQLite, VAR_DIR) "
                "to a new one, restore there, and look at it before you switch."
            )
        connection.close()
        database = settings.DATABASES["default"]
        if settings.EMBEDDED_DATABASE:
            _restore_sqlite(file, Path(database["NAME"]))
        else:
            run(
                [
                    *("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"),
                    *("--dbname", database["NAME"], str(file)),
                ],
                database,
            )
        self.stdout.write("Restored. Next: manage.py migrate, then start the portal.")


def _restore_sqlite(file: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as backup:
            problem = backup.execute("PRAGMA integrity_check").fetchone()[0]
            backup.execute("SELECT 1 FROM django_migrations")
    except sqlite3.DatabaseError as error:
        raise CommandError(f"{file} is not a backup of this portal: {error}.") from error
    if problem != "ok":
        raise CommandError(f"{file} is damaged: {problem}.")
    # The empty database that was just looked into, with what belongs to it.
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(file, target)
    os.chmod(target, 0o600)
