"""A portal on PostgreSQL and Redis for one run, in a process that has not set Django up yet."""

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks import environment, own_servers

if TYPE_CHECKING:
    from tests.portal_process import PortalProcess


def start(stack: ExitStack, **settings: str) -> "tuple[str, PortalProcess]":
    """Sets Django up on them and starts the portal, until the stack ends. Says what they are."""
    data = environment.prepare()
    servers = own_servers.use(stack)
    import django

    django.setup()
    from django.db import connection

    from tests.portal_process import PortalProcess

    stack.callback(connection.close)
    # It leaves out the servers of this process unless they are named.
    ours = {name: os.environ[name] for name in own_servers.NAMES if name in os.environ}
    portal = PortalProcess(data, DJANGO_SETTINGS_MODULE="benchmarks.settings", **ours, **settings)
    portal.prepare()
    portal.start()
    stack.callback(portal.end)
    return servers, portal
