"""PostgreSQL's own programs, told by environment which database is meant: arguments can be read by
everybody on the machine, and one of these is a password."""

import os
import subprocess
from typing import Any

from django.core.management.base import CommandError

_VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS = {"host": "PGHOST", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}


def run(arguments: list[str], database: dict[str, Any]) -> None:
    """Run `pg_dump` or `pg_restore`; its complaint becomes ours."""
    given = {_VARIABLES[key]: database[key] for key in _VARIABLES if database.get(key)}
    given |= {_OPTIONS[key]: value for key, value in database["OPTIONS"].items() if key in _OPTIONS}
    environment = os.environ | {key: str(value) for key, value in given.items()}
    try:
        done = subprocess.run(
            arguments, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise CommandError(
            f"{arguments[0]} is missing. Install it: apt-get install postgresql-client"
        ) from error
    if done.returncode:
        raise CommandError(f"{arguments[0]} failed: {done.stderr.strip()}")
