"""Dates as the data models write them: XML Schema `dateTime` and `dateTimeStamp`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from passports.standards.pattern import pattern

# https://www.w3.org/TR/xmlschema11-2/#dateTime; years beyond 9999 do not fit Python's clock.
_DATE_TIME = pattern(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)?\Z", re.ASCII
)
_PLAIN_LENGTH = len("2024-05-01T00:00:00Z")


def parse_date_time(text: object, *, zone_required: bool = True) -> datetime | None:
    """`text` as an aware time, or None if it is not an XML Schema dateTime.

    Without `zone_required` a time without a zone counts as UTC
    (https://www.w3.org/TR/vc-data-model-2.0/#representing-time).
    """
    if not isinstance(text, str):
        return None
    # The usual form, which Python reads and writes by itself.
    if len(text) == _PLAIN_LENGTH and text[-1] == "Z":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass  # 24:00:00, or no date at all
        else:
            if moment.isoformat() == f"{text[:-1]}+00:00":
                return moment
    match = _DATE_TIME.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    zone = match.group(8)
    if zone is None and zone_required:
        return None
    extra = timedelta(0)
    if (hour, minute, second) == (24, 0, 0):
        hour, extra = 0, timedelta(days=1)
    microsecond = int((match.group(7) or ".0")[1:7].ljust(6, "0"))
    try:
        moment = datetime(year, month, day, hour, minute, second, microsecond, tzinfo=_zone(zone))
        return (moment + extra).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if text is None or text in {"Z", "z"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def format_date_time(moment: datetime) -> str:
    """`moment` as a dateTimeStamp in UTC with whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def from_numeric_date(value: object) -> datetime | None:
    """A JWT NumericDate (RFC 7519, section 2) as an aware time, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
