"""The suite's own guards, which must not be silently off."""

import socket
import warnings

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.network import BlockedByTheSuite


def test_a_remote_address_cannot_be_reached():
    with socket.socket() as sock, pytest.raises(BlockedByTheSuite):
        sock.connect(("192.0.2.1", 443))


def test_a_remote_name_cannot_be_resolved():
    with pytest.raises(BlockedByTheSuite):
        socket.getaddrinfo("example.org", 443)


def test_loopback_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=1).close()


def test_a_warning_is_an_error():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.parametrize("_", [1, 2])
def test_the_cache_starts_empty(_):
    assert cache.get("left-over") is None
    cache.set("left-over", 1)


@pytest.mark.django_db
def test_the_database_belongs_to_this_run():
    name = str(connection.settings_dict["NAME"])
    assert str(settings.VAR_DIR) in name or name.startswith("test_passport_")
