"""What a remote may cost us: time, bytes, memory. And what it is told about us: nothing."""

import gzip
import threading
import time
import tracemalloc
import zlib
from unittest import mock

import pytest

from portal.kernel.outbound import OutboundError, guarded_fetch
from portal.kernel.outbound.fetching import DEFAULT_LIMITS, Limits
from tests.internet import answer

SHORT = Limits(total_seconds=1, connect_seconds=1)
OK = b"HTTP/1.1 200 OK\r\n"


def refused_with(code, *, transient, limits=DEFAULT_LIMITS):
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/", limits=limits)
    assert (raised.value.code, raised.value.transient) == (code, transient)


def drip(head, piece, pause):
    def reply(connection):
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return reply


def test_ten_seconds_and_five_megabytes():
    assert (DEFAULT_LIMITS.total_seconds, DEFAULT_LIMITS.max_bytes) == (10, 5 * 1024 * 1024)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(drip(OK + b"Content-Length: 9999\r\n\r\n", b"x", 0.1), id="body"),
        pytest.param(drip(OK, b"X", 0.1), id="headers"),
        pytest.param(drip(OK, b"X-A: b\r\n", 0.3), id="whole headers"),
        pytest.param(drip(OK + b"Content-Length: 9999\r\n\r\n", b"", 60), id="a byte a minute"),
        pytest.param(
            drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.1), id="chunks"
        ),
    ],
)
def test_a_slow_remote_is_left_in_time(internet, reply):
    internet.replies["/"] = reply
    started = time.monotonic()
    refused_with("too_slow", transient=True, limits=SHORT)
    assert time.monotonic() - started < 3


def test_a_remote_is_really_hung_up_on(internet):
    internet.replies["/"] = drip(OK + b"Content-Length: 9999\r\n\r\n", b"x", 0.05)
    refused_with("too_slow", transient=True, limits=SHORT)
    assert internet.hang_ups.acquire(timeout=5), "the connection is still open"


def test_no_thread_stays_behind(internet):
    internet.replies["/"] = drip(OK + b"Content-Length: 9999\r\n\r\n", b"x", 0.05)
    refused_with("too_slow", transient=True, limits=SHORT)
    until = time.monotonic() + 5
    while any(thread.name == "guarded-fetch" for thread in threading.enumerate()):
        assert time.monotonic() < until, "the fetch still runs"
        time.sleep(0.05)


def test_a_slow_resolver_is_left_in_time(internet):
    # Not by monkeypatch: it may be older than `internet`, and then puts its names back after it.
    with mock.patch("socket.getaddrinfo", side_effect=lambda *_a, **_o: time.sleep(3)):
        started = time.monotonic()
        refused_with("too_slow", transient=True, limits=SHORT)
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("head", [b"\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
def test_an_endless_body_is_stopped(internet, head):
    piece = b"x" * 65536 if head == b"\r\n" else b"10000\r\n" + b"x" * 65536 + b"\r\n"
    internet.replies["/"] = drip(OK + head, piece, 0)
    refused_with("too_large", transient=False)
    assert internet.hang_ups.acquire(timeout=5)


def test_an_endless_redirect_is_not_read(internet):
    internet.replies["/"] = drip(
        b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n", b"x" * 65536, 0
    )
    refused_with("refused", transient=False)


def test_a_large_body_is_refused_when_announced(internet):
    internet.replies["/"] = lambda tls: tls.sendall(OK + b"Content-Length: 5242881\r\n\r\n")
    refused_with("too_large", transient=False)


def test_the_largest_body_arrives(internet):
    internet.replies["/"] = answer(b"x" * DEFAULT_LIMITS.max_bytes)
    assert len(guarded_fetch("https://college.example/").body) == DEFAULT_LIMITS.max_bytes


def test_a_megabyte_that_unpacks_to_a_gigabyte(internet):
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1024 * 1024)
    bomb = b"".join([*(packer.compress(zeros) for _ in range(1024)), packer.flush()])
    assert 900_000 < len(bomb) < 1_200_000
    internet.replies["/"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        refused_with("too_large", transient=False)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000


def test_a_packed_answer_is_unpacked(internet):
    internet.replies["/"] = answer(gzip.compress(b'{"a": 1}'), Content_Encoding="gzip")
    assert guarded_fetch("https://college.example/").body == b'{"a": 1}'


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "deflate", "zstd", "unheard-of"])
def test_other_packings_are_not_tried(internet, encoding):
    internet.replies["/"] = answer(b"x", Content_Encoding=encoding)
    refused_with("bad_answer", transient=False)


@pytest.mark.parametrize(
    ("status", "code", "transient"),
    [
        *(("404 Not Found", "not_found", False), ("410 Gone", "not_found", False)),
        *(("500 Oops", "unreachable", True), ("503 Later", "unreachable", True)),
        *(("429 Slow down", "unreachable", True), ("403 No", "bad_answer", False)),
        *(("204 Nothing", "bad_answer", False), ("302 Nowhere", "bad_answer", False)),
    ],
)
def test_what_an_answer_means(internet, status, code, transient):
    internet.replies["/"] = answer(b"", status=status)
    refused_with(code, transient=transient)


@pytest.mark.parametrize(
    "reply",
    [
        lambda tls: tls.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
        lambda tls: tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
        lambda tls: None,
        answer(b"not gzip at all", Content_Encoding="gzip"),
    ],
    ids=["another protocol", "cut off", "silence", "broken packing"],
)
def test_a_broken_answer_is_no_answer(internet, reply):
    internet.replies["/"] = reply
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/")
    assert raised.value.code in ("bad_answer", "unreachable")
    assert raised.value.transient


def test_a_certificate_must_be_for_the_name_and_from_an_authority(internet, monkeypatch):
    internet.replies["/"] = answer()
    internet.addresses["stranger.example"] = ["93.184.216.34"]
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://stranger.example/")
    assert raised.value.code == "unreachable"
    import certifi

    monkeypatch.setattr("portal.kernel.outbound.fetching._CA_BUNDLE", certifi.where())
    refused_with("unreachable", transient=True)
    assert internet.requests == []


def test_the_environment_sends_us_nowhere_and_adds_nothing(internet, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine college.example login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nonexistent")
    internet.replies["/a?b=c"] = answer(Set_Cookie="a=b")
    got = guarded_fetch("https://college.example/a?b=c#part")
    assert internet.attempts == ["93.184.216.34:443"]
    assert (got.url, got.media_type) == ("https://college.example/a?b=c", "application/json")
    [request] = internet.requests
    assert "\r\nHost: college.example" in request
    for word in ("Authorization", "Cookie", "Referer", "python-requests", "#part"):
        assert word not in request


def test_over_ipv6_too(internet):
    internet.replies["/"] = answer(kind="Application/LD+JSON; charset=utf-8")
    assert guarded_fetch("https://other.example/").media_type == "application/ld+json"
    assert "2606:2800:21f:cb07:6820:80da:af6b:8b2c" in internet.attempts[0]
