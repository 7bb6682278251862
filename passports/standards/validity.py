"""Is now inside the time for which the credential says it holds?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from passports.standards.dates import parse_date_time
from passports.standards.environment import Environment
from passports.standards.finding import Finding, failed, passed
from passports.standards.hints import Any

FROM = ("validFrom", "issuanceDate")
UNTIL = ("validUntil", "expirationDate")
Window = tuple[datetime | None, datetime | None]


def check_validity(
    data: Mapping[str, Any],
    environment: Environment,
    window: Window = (None, None),
) -> Finding:
    """`window` holds further bounds: the `nbf` and `exp` of a JWT. The holder's and the issuer's
    clocks may differ by `limits.clock_skew_seconds`."""
    starts, ends = (
        [parse_date_time(data[name], zone_required=False) for name in names if name in data]
        for names in (FROM, UNTIL)
    )
    return judge_validity(starts, ends, environment, window)


def judge_validity(
    starts: Sequence[datetime | None],
    ends: Sequence[datetime | None],
    environment: Environment,
    window: Window = (None, None),
) -> Finding:
    """The same, with the times at which the credential begins and ends (None: unreadable)."""
    if None in starts or None in ends:
        return failed("bad_date", "a date cannot be read")
    begins = [moment for moment in (*starts, window[0]) if moment is not None]
    finishes = [moment for moment in (*ends, window[1]) if moment is not None]
    start, end = max(begins) if begins else None, min(finishes) if finishes else None
    now, skew = environment.now, environment.skew
    if start is not None and start > now + skew:
        return failed("not_yet_valid", start.isoformat(), valid_from=start.isoformat())
    if end is not None and end < now - skew:
        return failed("expired", end.isoformat(), valid_until=end.isoformat())
    until = end.isoformat() if end else ""
    return passed("current", f"until {until}" if until else "no end", valid_until=until)
