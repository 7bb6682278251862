"""The suite reaches this machine and nothing else."""

import ipaddress
import socket
from typing import Any


class BlockedByTheSuite(RuntimeError):
    """Not an OSError, so that product code cannot mistake it for a remote that is down."""


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def is_local(host: object) -> bool:
    """Whether the host is loopback, by address or by the name `localhost`."""
    if host in (None, "", b"", "localhost", "testserver", "0.0.0.0", "::"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return text.endswith(".localhost")


def _refuse_remote(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
        raise BlockedByTheSuite(f"a test tried to reach {address[0]}:{address[1]}")


def block() -> None:
    """Replace the ways out of this process until it ends."""

    def connect(sock: socket.socket, address: Any) -> None:
        _refuse_remote(sock, address)
        return _connect(sock, address)

    def connect_ex(sock: socket.socket, address: Any) -> int:
        _refuse_remote(sock, address)
        return _connect_ex(sock, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            ipaddress.ip_address(host.split("%")[0] if isinstance(host, str) else host)
        except (ValueError, TypeError):
            if not is_local(host):
                raise BlockedByTheSuite(f"a test tried to resolve {host}") from None
        return _getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = connect
    socket.socket.connect_ex = connect_ex
    socket.getaddrinfo = getaddrinfo
