"""Everything outside the document, handed to each step of one verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from passports.standards.controller import Controllers
from passports.standards.types import Fetch, Limits, TrustStore


@dataclass(frozen=True, slots=True)
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

    @property
    def skew(self) -> timedelta:
        """How far two honest clocks may be apart."""
        return timedelta(seconds=self.limits.clock_skew_seconds)
