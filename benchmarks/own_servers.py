"""A database and a broker for one run: on servers that answer already, or on private ones."""

import os
import uuid
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

from tests.run import POSTGRES, REDIS, postgres_problem, redis_problem
from tests.servers import PrivatePostgres, PrivateValkey, postgres_programs

NAMES = ("DATABASE_URL", "REDIS_URL")
RUN = f"passport_bench_{uuid.uuid4().hex[:10]}"


def use(stack: ExitStack) -> str:
    """Point DATABASE_URL and REDIS_URL at them until the stack ends. Says what they are."""
    os.environ["REDIS_KEY_PREFIX"] = RUN
    return f"{_database(stack)}, {_broker(stack)}"


def _database(stack: ExitStack) -> str:
    url = os.environ.get("TEST_DATABASE_URL", POSTGRES)
    if not postgres_problem(url):
        _alone(url, "create database {}")
        stack.callback(_alone, url, "drop database if exists {} with (force)")
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{RUN}"))
        return "a PostgreSQL that was there"
    if postgres_programs() is None:
        return "SQLite, because there is no PostgreSQL"
    postgres = PrivatePostgres()
    stack.callback(postgres.remove)
    postgres.create()
    postgres.start()
    os.environ["DATABASE_URL"] = postgres.url
    return "a private PostgreSQL"


def _alone(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(RUN)))


def _broker(stack: ExitStack) -> str:
    url = os.environ.get("TEST_REDIS_URL", REDIS)
    if redis_problem(url):
        valkey = PrivateValkey()
        stack.callback(valkey.remove)
        valkey.start()
        os.environ["REDIS_URL"] = valkey.url
        return "a private Valkey"
    os.environ["REDIS_URL"] = url
    stack.callback(_forget_keys, url)
    return "a Redis that was there"


def _forget_keys(url: str) -> None:
    """Ours alone: a found Redis is never flushed."""
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(match=f"*{RUN}*", count=1000):
            client.delete(key)
