"""The private servers that fault tests rely on."""

import environ
import psycopg
import pytest
import redis


@pytest.mark.faults
def test_valkey_keeps_its_keys_when_killed_and_loses_them_when_wiped(private_valkey):
    def client() -> redis.Redis:
        return redis.Redis.from_url(private_valkey.url)

    with client() as first:
        first.set("kept", "yes")
    private_valkey.kill()
    private_valkey.start()
    with client() as second:
        assert second.get("kept") == b"yes"
    private_valkey.wipe()
    private_valkey.start()
    with client() as third:
        assert third.get("kept") is None


@pytest.mark.faults
def test_postgres_keeps_rows_when_killed(private_postgres):
    def connect() -> psycopg.Connection:
        return psycopg.connect(private_postgres.url)

    with connect() as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (1)")
    private_postgres.kill()
    private_postgres.start()
    with connect() as connection:
        assert connection.execute("select n from kept").fetchall() == [(1,)]


def test_the_addresses_are_what_the_settings_take(private_postgres):
    config = environ.Env.db_url_config(private_postgres.url)
    assert config["OPTIONS"]["host"] == str(private_postgres.folder)
