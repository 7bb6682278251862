"""Is now inside the time for which the credential says it holds?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from passports.standards.dates import parse_date_time
from passports.standards.environment import Environment
from passports.standards.finding import Finding, failed, passed

FROM = ("validFrom", "issuanceDate")
UNTIL = ("validUntil", "expirationDate")


def check_validity(
    data: Mapping[str, Any],
    environment: Environment,
    window: tuple[datetime | None, datetime | None] = (None, None),
) -> Finding:
    """`window` holds further bounds: the `nbf` and `exp` of a JWT. The holder's and the issuer's
    clocks may differ by `limits.clock_skew_seconds`."""
    starts = _moments(data, FROM, window[0])
    ends = _moments(data, UNTIL, window[1])
    if None in starts or None in ends:
        return failed("bad_date", "a date cannot be read")
    start = max((moment for moment in starts if moment), default=None)
    end = min((moment for moment in ends if moment), default=None)
    now, skew = environment.now, environment.skew
    if start is not None and start > now + skew:
        return failed("not_yet_valid", start.isoformat(), valid_from=start.isoformat())
    if end is not None and end < now - skew:
        return failed("expired", end.isoformat(), valid_until=end.isoformat())
    until = end.isoformat() if end else ""
    return passed("current", f"until {until}" if until else "no end", valid_until=until)


def _moments(
    data: Mapping[str, Any], names: tuple[str, ...], further: datetime | None
) -> list[datetime | None]:
    found = [parse_date_time(data[name], zone_required=False) for name in names if name in data]
    return found if further is None else [*found, further]
