"""Fetches from hosts that documents name: to public addresses only, over https, bounded."""

from portal.kernel.outbound.errors import Answer, OutboundError
from portal.kernel.outbound.fetching import guarded_fetch

__all__ = ["Answer", "OutboundError", "guarded_fetch"]
