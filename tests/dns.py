"""A name server on loopback that says what a test tells it to, over real packets."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from dnslib import QTYPE, RCODE, RR, TXT
from dnslib.server import BaseResolver, DNSLogger, DNSServer


class NameServer(BaseResolver):
    """`texts[name]` is the TXT records of a name; an empty list is a name without any. Names in
    `broken` answer SERVFAIL, names in `silent` nothing. Every other name does not exist."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.broken: set[str] = set()
        self.silent: set[str] = set()
        self.asked: list[str] = []
        self._closing = threading.Event()

    def resolve(self, request: Any, handler: Any) -> Any:
        name = str(request.q.qname).rstrip(".").lower()
        self.asked.append(name)
        reply = request.reply()
        if name in self.silent:
            self._closing.wait(30)
        if name in self.broken:
            reply.header.rcode = RCODE.SERVFAIL
        elif name not in self.texts:
            reply.header.rcode = RCODE.NXDOMAIN
        else:
            for text in self.texts[name]:
                # A record holds pieces of 255 bytes at most.
                pieces = [text.encode()[i : i + 255] for i in range(0, len(text) or 1, 255)]
                reply.add_answer(RR(request.q.qname, QTYPE.TXT, rdata=TXT(pieces), ttl=0))
        return reply

    def close(self) -> None:
        self._closing.set()


@pytest.fixture
def name_server(settings: Any) -> Iterator[NameServer]:
    """The one that the portal asks, as DNS_RESOLVERS says."""
    told = NameServer()
    quiet = DNSLogger("-request,-reply,-truncated,-error", prefix=False)
    server = DNSServer(told, address="127.0.0.1", port=0, logger=quiet)
    server.start_thread()
    port = server.server.server_address[1]
    settings.DNS_RESOLVERS = [f"127.0.0.1:{port}"]
    settings.DNS_TIMEOUT_SECONDS = 1.0
    yield told
    told.close()
    server.stop()
    server.server.server_close()
