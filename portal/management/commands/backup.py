"""`manage.py backup FILE`: the whole database in one file, while the portal runs."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.management.database_programs import run


class Command(BaseCommand):
    help = "Write the database to a new file. Keep SECRET_KEY with it, in another place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            # Made by us, for us alone, before a byte is in it.
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise CommandError(f"{file} exists. Choose a new name.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        try:
            self._write(file)
        except (CommandError, sqlite3.Error):
            file.unlink()
            raise
        self.stdout.write(f"Backed up to {file} ({file.stat().st_size:,} bytes).")

    def _write(self, file: Path) -> None:
        database = settings.DATABASES["default"]
        if settings.EMBEDDED_DATABASE:
            with closing(sqlite3.connect(database["NAME"], timeout=60)) as connection:
                connection.execute("VACUUM INTO ?", [str(file)])
        else:
            run(["pg_dump", "--format=custom", "--no-owner", f"--file={file}"], database)
