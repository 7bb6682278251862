"""Comprehensive Learner Record 1.0: read and summarized. It is verified by asking its publisher's
server, as Open Badges 2.0 are, which is not implemented.

https://www.imsglobal.org/spec/clr/v1p0/
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.badges.dates import parse_badge_date
from passports.standards.formats.format import as_list, types_of
from passports.standards.formats.text import id_of, member, text_of
from passports.standards.hints import Any
from passports.standards.types import Achievement, Summary

NAME = "clr_1"


def summary(data: Mapping[str, Any]) -> Summary:
    """What the record says, for display; its first achievement stands for all of them."""
    publisher, learner = data.get("publisher"), data.get("learner")
    achievements = [member(item, "achievement") for item in as_list(data.get("assertions"))]
    first = next((item for item in achievements if isinstance(item, Mapping)), {})
    return Summary(
        id=id_of(data.get("id")),
        types=types_of(data),
        name=text_of(data.get("name")) or "Comprehensive Learner Record",
        issuer_id=id_of(publisher),
        issuer_name=text_of(member(publisher, "name")),
        issuer_url=text_of(member(publisher, "url")),
        subject_id=id_of(learner),
        subject_name=text_of(member(learner, "name")),
        valid_from=parse_badge_date(data.get("issuedOn")),
        valid_until=parse_badge_date(data.get("expires")),
        achievement=_achievement(first),
    )


def _achievement(data: Mapping[str, Any]) -> Achievement | None:
    name = text_of(data.get("name"))
    if not name:
        return None
    return Achievement(
        name=name,
        type=text_of(data.get("achievementType")),
        description=text_of(data.get("description")),
        id=id_of(data.get("id")),
    )
