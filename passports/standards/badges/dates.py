"""Dates of Open Badges 1 and 2: ISO 8601 at any precision, or seconds since 1970 (version 1.0)."""

from __future__ import annotations

import re
from datetime import datetime

from passports.standards.dates import from_numeric_date, parse_date_time

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_TO_THE_MINUTE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:?\d\d)?\Z", re.ASCII)
_ZONE_WITHOUT_COLON = re.compile(r"([+-]\d\d)(\d\d)\Z", re.ASCII)


def parse_badge_date(value: object) -> datetime | None:
    """`value` as an aware time, or None. Without a zone it counts as UTC, as a day from midnight.

    https://www.imsglobal.org/spec/ob/v2p0/#dateTime
    """
    if not isinstance(value, str):
        return from_numeric_date(value)
    if value.isascii() and value.isdigit():
        return from_numeric_date(int(value)) if len(value) < 13 else None
    if _DATE.match(value):
        return parse_date_time(f"{value}T00:00:00Z")
    minute = _TO_THE_MINUTE.match(value)
    if minute is not None:
        value = f"{minute[1]}:00{minute[2] or ''}"
    value = _ZONE_WITHOUT_COLON.sub(r"\1:\2", value) if "T" in value else value
    return parse_date_time(value, zone_required=False)
