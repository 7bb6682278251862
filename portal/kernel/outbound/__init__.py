"""Fetches from hosts that documents name: to public addresses only, over https, bounded."""

from portal.kernel.outbound.errors import Answer, OutboundError
from portal.kernel.outbound.fetching import DEFAULT_LIMITS, guarded_fetch

__all__ = ["DEFAULT_LIMITS", "Answer", "OutboundError", "guarded_fetch"]
