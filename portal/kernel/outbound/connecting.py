"""Connecting to the one address that was resolved and checked, and letting go of it in time."""

import contextlib
import socket
from ipaddress import ip_address
from threading import Lock
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from portal.kernel.outbound.addresses import is_public
from portal.kernel.outbound.errors import OutboundError
from portal.kernel.outbound.targets import Target


class Watch:
    """Knows the socket of a fetch, so that another thread can end it whatever it waits for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stopped = False
        self._socket: socket.socket | None = None

    def hold(self, connected: socket.socket) -> None:
        with self._lock:
            if self._stopped:
                raise OutboundError("too_slow", transient=True)
            self._let_go()
            # A duplicate: wrapping in TLS takes the descriptor out of the original.
            self._socket = connected.dup()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._let_go()

    def _let_go(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            self._socket = None


class _WatchedAdapter(HTTPAdapter):
    """Hands every connected socket to the watch."""

    checks_peer = False

    def __init__(self, watch: Watch, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._watch = watch

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        watch, checks_peer = self._watch, self.checks_peer

        class Connection(pool.ConnectionCls):  # type: ignore[misc,name-defined]
            def _new_conn(self) -> socket.socket:
                connected: socket.socket = super()._new_conn()
                if checks_peer and not is_public(ip_address(connected.getpeername()[0])):
                    connected.close()
                    raise OutboundError("refused")
                watch.hold(connected)
                return connected

        pool.ConnectionCls = Connection
        return pool


class _PinnedAdapter(_WatchedAdapter, IPFilterAdapter):
    """Resolves once (in the library), checks the address against our table too, and connects to
    that address with the name in the certificate, SNI and Host."""

    checks_peer = True

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        host_params, pool_kwargs = super().build_connection_pool_key_attributes(
            request, *args, **kwargs
        )
        if not is_public(ip_address(host_params["host"].strip("[]"))):
            raise OutboundError("refused")
        return host_params, pool_kwargs


def adapter_for(target: Target, watch: Watch) -> HTTPAdapter:
    if target.is_exempt:
        return _WatchedAdapter(watch)
    return _PinnedAdapter(watch, is_https_proto=True)
