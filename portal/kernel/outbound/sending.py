"""One request that carries something of ours: a code, a token, a notice. It is never redirected."""

from collections.abc import Mapping

import requests

from portal.kernel.outbound.connecting import Watch
from portal.kernel.outbound.errors import Reply
from portal.kernel.outbound.fetching import (
    DEFAULT_LIMITS,
    HEADERS,
    Limits,
    body_of,
    in_time,
    media_type_of,
    opened,
)
from portal.kernel.outbound.targets import target_of


def guarded_send(
    url: str,
    *,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reply:
    """Send one request to an address that a stranger chose, under the rules of `guarded_fetch`.

    Whatever status comes back is the answer, a redirect too: what we send is for this host alone.
    Raises OutboundError when there is no answer.
    """

    def send(watch: Watch) -> Reply:
        target = target_of(url)
        asked = requests.Request(
            method, target.url, headers={**HEADERS, **(headers or {})}, data=body
        )
        with opened(target, asked, limits, watch) as response:
            return Reply(response.status_code, body_of(response, limits), media_type_of(response))

    return in_time(send, limits)
