"""Everything outside the document, handed to each step of one verification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from passports.standards.controller import Controllers
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.types import Fetch, Limits, TrustStore

# In one document, with all the credentials inside it.
MAX_ENDORSEMENTS = 50


class Beside:
    """What endorsements may use: addresses of their own, and so many of them in one answer."""

    __slots__ = ("endorsements", "fetch")

    def __init__(self, fetch: Fetch, endorsements: int = MAX_ENDORSEMENTS) -> None:
        self.fetch, self.endorsements = fetch, endorsements


@frozen
class Environment:
    """The ports and the clock of one verification. Times are aware."""

    fetch: Fetch
    controllers: Controllers
    trust: TrustStore | None
    contexts: Mapping[str, Any]
    now: datetime
    limits: Limits
    challenge: str | None = None
    domain: str | None = None
    # For what stands beside a credential and may not use up what the credential needs.
    beside: Beside | None = None

    @property
    def skew(self) -> timedelta:
        """How far two honest clocks may be apart."""
        return timedelta(seconds=self.limits.clock_skew_seconds)
