"""`make test`: every run in order, stopping at the first that fails."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import redis

from tests import not_exercised

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/0"


def postgres_problem(url: str) -> str | None:
    """What keeps the suite from using this server, in a sentence; None when nothing does."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as error:
        if "refused" in str(error) or "timeout" in str(error) or "No such file" in str(error):
            return "PostgreSQL runs: no server answers. Start one, or set TEST_DATABASE_URL"
        return (
            "PostgreSQL runs: the server refuses the role. "
            "Set TEST_DATABASE_URL=postgres://role:password@host:port/database"
        )
    if not row or not row[0]:
        return (
            "PostgreSQL runs: the role may not create databases. "
            "Set TEST_DATABASE_URL to one that may (alter role … createdb)"
        )
    return None


def redis_problem(url: str) -> str | None:
    try:
        with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3) as client:
            client.ping()
    except redis.AuthenticationError:
        return "Redis runs: the server wants a password. Set TEST_REDIS_URL=redis://:password@host"
    except (redis.RedisError, OSError):
        return "Redis runs: no server answers. Start one, or set TEST_REDIS_URL"
    return None


def pytest_run(title: str, *arguments: str, **environment: str) -> None:
    print(f"\n##### {title}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    status = subprocess.run(command, env=os.environ | environment, check=False).returncode
    if status:
        sys.exit(status)


def cores() -> str:
    return str(max(2, min(os.cpu_count() or 2, 8)))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ[not_exercised.VARIABLE] = str(Path(folder) / "not-exercised.jsonl")
        os.environ.setdefault("TEST_MIGRATED_DIR", str(Path(folder) / "migrated"))
        # Hundreds of processes import the same code: compiled once, not by each of them.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        # Whoever is done takes tests from whoever is not.
        spread = ("-n", cores(), "--dist", "worksteal")
        everything = ("tests", "--ignore=tests/browser", *spread)
        pytest_run("On SQLite", *everything)
        on_found_servers(everything)
        pytest_run("In a browser", "tests/browser", "-n", "2", **{not_exercised.TELL: "1"})


def on_found_servers(everything: tuple[str, ...]) -> None:
    urls = {
        "TEST_DATABASE_URL": os.environ.get("TEST_DATABASE_URL", POSTGRES),
        "TEST_REDIS_URL": os.environ.get("TEST_REDIS_URL", REDIS),
    }
    problems = [
        problem
        for problem in (
            postgres_problem(urls["TEST_DATABASE_URL"]),
            redis_problem(urls["TEST_REDIS_URL"]),
        )
        if problem
    ]
    for problem in problems:
        not_exercised.add(problem)
    if problems and not_exercised.strict():
        sys.exit("\n".join(problems))
    if len(problems) == 2:
        return
    # Tests that start servers of their own do the same thing on every run: once is enough.
    # So do tests of code that knows no database.
    once = (
        *("-m", "not faults and not processes"),
        *("--ignore=tests/standards", "--ignore=tests/architecture", "--ignore=tests/fuzz"),
    )
    names = {"TEST_DATABASE_URL": "PostgreSQL", "TEST_REDIS_URL": "Redis"}
    found = {name: url for name, url in urls.items() if not any(names[name] in p for p in problems)}
    title = " and ".join(names[name] for name in found)
    pytest_run(f"On {title}", *everything, *once, TEST_ON=",".join(found), **found)


if __name__ == "__main__":
    main()
