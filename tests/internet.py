"""An internet of one listener: every connection that the fetcher opens, whatever the address,
arrives there and is counted. OUTBOUND_ALLOWED_ORIGINS stays empty."""

import contextlib
import datetime
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PUBLIC = "93.184.216.34"
Reply = Callable[[ssl.SSLSocket], None]


def answer(
    body: bytes = b"{}", status: str = "200 OK", kind: str = "application/json", **headers: str
) -> Reply:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, "", ""]).encode()
    return lambda connection: connection.sendall(head + body)


def redirect(location: str) -> Reply:
    return answer(b"", status="302 Found", Location=location)


class _Connected(socket.socket):
    """Connected to the listener, and believed to be connected to the address asked for."""

    peer: tuple[Any, ...] = ()

    def getpeername(self) -> tuple[Any, ...]:
        return self.peer


class Internet:
    def __init__(self, certificate: Path) -> None:
        self.addresses: dict[str, list[str]] = {}  # one answer for each time a name is resolved
        self.replies: dict[str, Reply] = {}
        self.resolved: list[str] = []
        self.attempts: list[str] = []
        self.requests: list[str] = []
        self.hang_ups = threading.Semaphore(0)
        self.peer = ""
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def resolve(self, host: str, port: int, *_args: Any, **_options: Any) -> list[Any]:
        self.resolved.append(host)
        # A name nobody named leads home: where it is not refused, the listener hears of it.
        answers = self.addresses.get(host, ["127.0.0.1"])
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(self, address: tuple[str, int], *_args: Any, **_options: Any) -> socket.socket:
        self.attempts.append(f"{address[0]}:{address[1]}")
        connected = _Connected()
        connected.connect(self._listener.getsockname())
        connected.peer = (self.peer or address[0].strip("[]"), address[1])
        return connected

    def _serve(self) -> None:
        while True:
            try:
                raw, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(raw,), daemon=True).start()

    def _talk(self, raw: socket.socket) -> None:
        with contextlib.suppress(OSError), self._tls.wrap_socket(raw, server_side=True) as tls:
            request = b""
            while b"\r\n\r\n" not in request:
                if not (part := tls.recv(65536)):
                    return
                request += part
            head, _end, body = request.partition(b"\r\n\r\n")
            length = re.search(rb"(?im)^content-length: *(\d+)", head)
            while len(body) < int(length[1] if length else 0):
                if not (part := tls.recv(65536)):
                    return
                body += part
            request = head + b"\r\n\r\n" + body
            self.requests.append(request.decode())
            path = request.split(b" ", 2)[1].decode()
            self.replies.get(path, answer(b"", status="404 Not Found"))(tls)
            return
        self.hang_ups.release()

    def close(self) -> None:
        self._listener.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: Any) -> Path:
    """A certificate for *.example, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName(f"{name}.example") for name in ("college", "other", "rebinding")]
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def internet(certificate: Path, settings: Any) -> Iterator[Internet]:
    assert not settings.OUTBOUND_ALLOWED_ORIGINS
    net = Internet(certificate)
    net.addresses["college.example"] = [PUBLIC]
    net.addresses["other.example"] = ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"]
    with (
        mock.patch("socket.getaddrinfo", net.resolve),
        mock.patch("urllib3.util.connection.create_connection", net.connect),
        mock.patch("portal.kernel.outbound.fetching._CA_BUNDLE", str(certificate)),
    ):
        yield net
    net.close()
