"""What a badge of version 1 or 2 says, with what is known of its class and issuer."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.badges.dates import parse_badge_date
from passports.standards.formats.format import as_list, types_of
from passports.standards.formats.text import id_of, member, text_of
from passports.standards.hints import Any
from passports.standards.types import Achievement, Summary


def verification_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """How the badge says that it is verified: `verification`, or `verify` in version 1."""
    for name in ("verification", "verify"):
        for item in as_list(data.get(name)):
            if isinstance(item, Mapping):
                return item
    return {}


def hosted_address(data: Mapping[str, Any]) -> str:
    """Where the badge says that it is hosted: its `id`, or `verify.url` in version 1."""
    own, other = data.get("id"), verification_of(data).get("url")
    for value in (other, own) if "verify" in data else (own, other):
        if isinstance(value, str) and value.startswith(("http:", "https:")):
            return value
    return ""


def summary(
    data: Mapping[str, Any],
    badge: Mapping[str, Any] | None = None,
    issuer: Mapping[str, Any] | None = None,
    issuer_address: str = "",
) -> Summary:
    """What `data` says, for display. `badge` and `issuer` are what its addresses answered, where
    that is known already; else what is embedded."""
    inside = member(data, "badge")
    badge = badge or (inside if isinstance(inside, Mapping) else {})
    named = badge.get("issuer", data.get("issuer"))
    issuer = issuer or (named if isinstance(named, Mapping) else {})
    signed = verification_of(data).get("type")
    return Summary(
        id=id_of(data.get("id")) or text_of(data.get("uid")),
        types=types_of(data) or ("Assertion",),
        name=text_of(badge.get("name")),
        description=text_of(badge.get("description")),
        issuer_id=issuer_address or id_of(named),
        issuer_name=text_of(issuer.get("name")),
        issuer_url=text_of(issuer.get("url")),
        subject_id=_subject(data),
        valid_from=parse_badge_date(data.get("issuedOn")),
        valid_until=parse_badge_date(data.get("expires")),
        achievement=_achievement(badge),
        proof_types=(text_of(signed),) if text_of(signed) else (),
    )


def _subject(data: Mapping[str, Any]) -> str:
    """An identity that is not hashed."""
    who = member(data, "recipient")
    if not isinstance(who, Mapping) or who.get("hashed"):
        return ""
    identity = text_of(who.get("identity"))
    return f"mailto:{identity}" if who.get("type") == "email" and identity else identity


def _achievement(badge: Mapping[str, Any]) -> Achievement | None:
    if not badge.get("name"):
        return None
    criteria = badge.get("criteria")
    return Achievement(
        name=text_of(badge.get("name")),
        type="Badge",
        description=text_of(badge.get("description")),
        criteria=text_of(member(criteria, "narrative")) or id_of(criteria),
        id=id_of(badge.get("id")),
        image=id_of(badge.get("image")) if not str(badge.get("image")).startswith("data:") else "",
    )
