"""The guarded fetch: at most three redirects, ten seconds and five megabytes in all."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Thread
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import certifi
import requests
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

from portal.kernel.outbound.connecting import Watch, adapter_for
from portal.kernel.outbound.errors import Answer, OutboundError
from portal.kernel.outbound.targets import Target, target_of

T = TypeVar("T")
MAX_REDIRECTS = 3
_CA_BUNDLE = certifi.where()
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_TRY_LATER = {408, 425, 429}
_CHUNK_BYTES = 64 * 1024
HEADERS = {
    "User-Agent": "CareerPassport/1",
    "Accept": "application/json, application/jwt, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True)
class Limits:
    total_seconds: float = 10
    connect_seconds: float = 5
    max_bytes: int = 5 * 1024 * 1024


DEFAULT_LIMITS = Limits()


def guarded_fetch(url: str, *, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """GET an address that a stranger chose. Raises OutboundError.

    https on the default port, public addresses only, resolved once and pinned, for every hop; no
    proxy, credentials or cookies. OUTBOUND_ALLOWED_ORIGINS is the single exemption.
    """
    return in_time(lambda watch: _follow(url, limits, watch), limits)


def in_time(work: Callable[[Watch], T], limits: Limits) -> T:
    """What the work gives, or OutboundError("too_slow") when it takes longer than it may."""
    watch = Watch()
    future: Future[T] = Future()

    def fetch() -> None:
        try:
            future.set_result(work(watch))
        except BaseException as error:  # handed to the caller, whatever it is
            future.set_exception(error)

    # A thread, because nothing else bounds the whole: name resolution takes no timeout, and a
    # socket's timeout starts anew with every byte.
    Thread(target=fetch, name="guarded-fetch", daemon=True).start()
    try:
        return future.result(timeout=limits.total_seconds)
    except TimeoutError:
        raise OutboundError("too_slow", transient=True) from None
    finally:
        watch.stop()


def _follow(url: str, limits: Limits, watch: Watch) -> Answer:
    hops: list[str] = []
    for _hop in range(MAX_REDIRECTS + 1):
        target = target_of(url)
        request = requests.Request("GET", target.url, headers=HEADERS)
        with opened(target, request, limits, watch) as response:
            if response.status_code not in _REDIRECTS:
                return replace(_answer(target, response, limits), hops=tuple(hops))
            hops.append(target.url)
            location = response.headers.get("Location", "")
            if not location:
                raise OutboundError("bad_answer")
            try:
                url = urljoin(target.url, location)
            except ValueError:
                raise OutboundError("refused") from None
    raise OutboundError("bad_answer")


@contextmanager
def opened(
    target: Target, asked: requests.Request, limits: Limits, watch: Watch
) -> Iterator[requests.Response]:
    """The response with its body unread. An adapter alone, without a session: a session would read
    the environment, and the whole body of a redirect."""
    request = asked.prepare()
    if urlsplit(request.url).hostname != target.host:
        raise OutboundError("refused")
    adapter = adapter_for(target, watch)
    try:
        response = adapter.send(
            request,
            stream=True,
            timeout=(limits.connect_seconds, limits.total_seconds),
            verify=_CA_BUNDLE,
            proxies={},
        )
        try:
            yield response
        finally:
            response.close()
    except InvalidIPAddress:
        raise OutboundError("refused") from None
    except requests.exceptions.ConnectionError:
        raise OutboundError("unreachable", transient=True) from None
    except requests.exceptions.Timeout:
        raise OutboundError("too_slow", transient=True) from None
    except (requests.exceptions.RequestException, HTTPError, OSError, ValueError):
        raise OutboundError("bad_answer", transient=True) from None
    finally:
        adapter.close()


def _answer(target: Target, response: requests.Response, limits: Limits) -> Answer:
    status = response.status_code
    if status in _GONE:
        raise OutboundError("not_found")
    if status in _TRY_LATER or status >= 500:
        raise OutboundError("unreachable", transient=True)
    if status != 200:
        raise OutboundError("bad_answer")
    return Answer(target.url, body_of(response, limits), media_type_of(response))


def media_type_of(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def body_of(response: requests.Response, limits: Limits) -> bytes:
    """The whole body, unpacked as far as the limit goes. Raises OutboundError."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in (
        "identity",
        "gzip",
    ):
        raise OutboundError("bad_answer")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > limits.max_bytes:
        raise OutboundError("too_large")
    body = bytearray()
    while chunk := response.raw.read(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > limits.max_bytes:
            raise OutboundError("too_large")
    return bytes(body)
