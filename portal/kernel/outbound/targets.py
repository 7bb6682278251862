"""Reading an address before anything is resolved. Parsers disagree about odd addresses, so an odd
one is refused, not repaired."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from portal.kernel.outbound.errors import OutboundError

MAX_URL_CHARACTERS = 2048
_PLAIN = re.compile(r"[!-\[\]-~]+")  # visible ASCII without the backslash
# Two labels or more, the last one not a number: no spelling of an IP address fits, see
# https://url.spec.whatwg.org/#ends-in-a-number-checker. Names with other letters come as xn--.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")


@dataclass(frozen=True)
class Target:
    """An address that may be resolved. `is_exempt`: named in OUTBOUND_ALLOWED_ORIGINS."""

    url: str
    host: str
    is_exempt: bool


def is_refused(url: str) -> bool:
    """Whether our rules refuse this address before anything is resolved."""
    try:
        target_of(url)
    except OutboundError:
        return True
    return False


def target_of(url: str) -> Target:
    """The target that an address names. Raises OutboundError("refused")."""
    if len(url) > MAX_URL_CHARACTERS or not _PLAIN.fullmatch(url):
        raise OutboundError("refused")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise OutboundError("refused") from None
    if "@" in parts.netloc or not parts.hostname:
        raise OutboundError("refused")
    bare = parts._replace(fragment="").geturl()
    if f"{parts.scheme}://{parts.netloc}" in settings.OUTBOUND_ALLOWED_ORIGINS:
        return Target(bare, parts.hostname, is_exempt=True)
    is_plain = parts.scheme == "https" and port in (None, 443) and _HOST.fullmatch(parts.hostname)
    if not is_plain:
        raise OutboundError("refused")
    return Target(bare, parts.hostname, is_exempt=False)
