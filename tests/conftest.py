"""What every test stands on."""

import gc
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCacheClient
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import emptying, migrated, network
from tests.servers import PrivatePostgres, PrivateValkey, postgres_programs

pytest_plugins = ["tests.not_exercised", "tests.internet", "tests.dns"]
network.block()
TEMPLATE = f"test_passport_{os.environ['TEST_RUN_ID']}_migrated"


def _never_flush(*_arguments: object) -> None:
    raise AssertionError("A found Redis is never flushed: it is not ours, and other tests use it.")


RedisCacheClient.clear = _never_flush  # type: ignore[method-assign]


# They take seconds each, and start servers and processes of their own, as those marked `faults` and
# `processes` do.
LONG = ("tests/faults/", "tests/fuzz/test_fuzz.py::test_a_target", "tests/peers/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, dealt out to the workers: begun last, they were a tail that ran alone."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if _is_long(item)]
    others = [item for item in items if not _is_long(item)]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        # `--dist worksteal` begins by giving each worker one stretch of the list.
        size = (len(items) - len(ordered)) // (workers - worker)
        first = long[worker::workers]
        rest, others = others[: max(size - len(first), 0)], others[max(size - len(first), 0) :]
        ordered += [*first, *rest]
    items[:] = [*ordered, *others]


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of garbage need not look
    through thousands of tests again and again."""
    gc.collect()
    gc.freeze()


def _is_long(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("faults", "processes"))
    # One that uses the database of its worker keeps its place among those that do.
    return item.get_closest_marker("django_db") is None and (marked or item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """No test sees the rate limits of another. A found Redis is never flushed (which is what
    `cache.clear()` does there): each test gets a key prefix of its own instead."""
    if settings.REDIS_URL:
        cache.key_prefix = f"{settings.REDIS_KEY_PREFIX}:{uuid.uuid4().hex[:8]}"
    else:
        cache.clear()
    return


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of this worker, which tests/settings.py names: a copy of a migrated one, which
    Django finds, asks whether a migration is missing, and removes in the end."""
    name = connection.settings_dict["TEST"]["NAME"]
    if connection.vendor == "postgresql":
        migrated.create_postgresql(os.environ["TEST_DATABASE_URL"], name, TEMPLATE)
    else:
        migrated.copy_sqlite(Path(name))
    with django_db_blocker.unblock():
        found = setup_databases(verbosity=0, interactive=False, keepdb=True)
        emptying.empty_only_what_was_filled()
    yield
    with django_db_blocker.unblock():
        teardown_databases(found, verbosity=0)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with real credentials made by others, outside this repository."""
    folder = os.environ.get("CREDENTIAL_CORPORA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CREDENTIAL_CORPORA names no folder with credentials made by others")
    return Path(folder)


@pytest.fixture
def private_valkey() -> Iterator[PrivateValkey]:
    """A broker that this test may wipe, freeze and kill."""
    server = PrivateValkey()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def private_postgres() -> Iterator[PrivatePostgres]:
    """A PostgreSQL that this test may stop, restart and kill."""
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    server = PrivatePostgres()
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.remove()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Take away what this run left on servers that were found, and nothing else."""
    if connection.vendor == "postgresql" and not hasattr(session.config, "workerinput"):
        migrated.drop_postgresql(os.environ["TEST_DATABASE_URL"], TEMPLATE)
    if settings.REDIS_URL and not hasattr(session.config, "workerinput"):
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            for key in client.scan_iter(match=f"*{settings.REDIS_KEY_PREFIX}*", count=1000):
                client.delete(key)
