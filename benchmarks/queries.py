"""How many queries a page takes."""

import logging

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from accounts.models import User


@override_settings(
    STORAGES={
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
)
def queries_of(user: User, address: str) -> int:
    """How many queries one view of a page takes, once caches are warm."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    # A line for each request would stand between the figures.
    logging.disable(logging.INFO)
    try:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
    finally:
        logging.disable(logging.NOTSET)
    return len(queries)
