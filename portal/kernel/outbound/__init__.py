"""Fetches from hosts that strangers name: to public addresses only, over https, bounded."""

from portal.kernel.outbound.errors import Answer, OutboundError, Reply
from portal.kernel.outbound.fetching import DEFAULT_LIMITS, Limits, guarded_fetch
from portal.kernel.outbound.sending import guarded_send
from portal.kernel.outbound.targets import is_refused

__all__ = [
    "DEFAULT_LIMITS",
    "Answer",
    "Limits",
    "OutboundError",
    "Reply",
    "guarded_fetch",
    "guarded_send",
    "is_refused",
]
