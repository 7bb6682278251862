"""What a credential says, in the words of claims. Everything read here is untrusted text.

Achievement types are those of Open Badges 3.0:
https://www.imsglobal.org/spec/ob/v3p0/#achievementtype-enumeration
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from passports.claims.dates import EARLIEST_YEAR, LATEST_YEAR
from passports.models import Precision

Json = Mapping[str, Any]


def subject_of(data: Json) -> Json:
    """The one subject, or the first; an empty mapping when there is none."""
    subject = data.get("credentialSubject")
    if isinstance(subject, list):
        subject = next((each for each in subject if isinstance(each, Mapping)), None)
    return subject if isinstance(subject, Mapping) else {}


def achievement_of(summary: Json, data: Json) -> Json:
    """The achievement as the document has it, or as its summary does."""
    achievement = subject_of(data).get("achievement")
    if isinstance(achievement, list):
        achievement = next((each for each in achievement if isinstance(each, Mapping)), None)
    if isinstance(achievement, Mapping):
        return achievement
    summarized = summary.get("achievement")
    if isinstance(summarized, Mapping):
        return {"name": summarized.get("name"), "achievementType": summarized.get("type")}
    return {}


def types_of(summary: Json, data: Json) -> set[str]:
    """Types of the document, its subject and its achievement, lower case, without a prefix."""

    def names() -> Iterator[Any]:
        yield from _many(summary.get("types"))
        yield from _many(data.get("type"))
        subject = subject_of(data)
        yield from _many(subject.get("type"))
        achievement = achievement_of(summary, data)
        yield from _many(achievement.get("achievementType"))
        degree = subject.get("degree")
        if isinstance(degree, Mapping):
            yield from _many(degree.get("type"))

    return {name.rsplit(":", 1)[-1].lower() for name in names() if isinstance(name, str)}


def title_of(summary: Json, data: Json) -> str:
    """The name of what was achieved; the document's own name when it names nothing else. A
    summary without a name has the document's type for one, which is no achievement."""
    title = (
        text(achievement_of(summary, data).get("name"))
        or text(subject_of(data).get("name") if subject_of(data).get("achievement") else None)
        or text(summary.get("name"))
        or text(data.get("name"))
    )
    return "" if title.lower() in types_of(summary, data) else title


def issuer_name(summary: Json, data: Json) -> str:
    issuer = data.get("issuer")
    named = text(issuer.get("name")) if isinstance(issuer, Mapping) else ""
    return text(summary.get("issuer_name")) or named


def text(value: Any, longest: int = 300) -> str:
    """A string, a language map's English or first string, or nothing; on one line."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("en") or next(iter(value.values()), None)
    return " ".join(value.split())[:longest] if isinstance(value, str) else ""


def date_value(value: Any) -> datetime.date | None:
    """A date from a date, a datetime or a text; None for anything else."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        return None
    try:
        moment = parse_datetime(value)
        return moment.date() if moment else parse_date(value[:10])
    except ValueError:
        return None


def first_date(*candidates: Any) -> datetime.date | None:
    return next((found for each in candidates if (found := date_value(each))), None)


def dated(name: str, date: datetime.date | None, precision: str = Precision.DAY) -> dict[str, Any]:
    """The two values that a date is, as JSON; nothing when there is no date, or one that no form
    takes: the year 9999 is how some issuers write "never"."""
    if date and not EARLIEST_YEAR <= date.year <= LATEST_YEAR:
        return {}
    return {name: date.isoformat(), f"{name}_precision": str(precision)} if date else {}


def issued_on(summary: Json, data: Json) -> datetime.date | None:
    return first_date(
        data.get("awardedDate"),
        summary.get("valid_from"),
        data.get("validFrom"),
        data.get("issuanceDate"),
    )


def ends_on(summary: Json, data: Json) -> datetime.date | None:
    return first_date(
        summary.get("valid_until"), data.get("validUntil"), data.get("expirationDate")
    )


def _many(value: Any) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]
