"""Has the issuer taken a badge back?

A hosted assertion says so itself (`revoked`); a signed one is in the list that its issuer names.
https://www.imsglobal.org/spec/ob/v2p0/#RevocationList
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.badges.objects import Object, fetch_object
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.text import id_of, text_of
from passports.standards.hints import Any


def check_hosted(hosted: Mapping[str, Any]) -> Finding:
    """What the hosted assertion says of itself."""
    if hosted.get("revoked") not in (None, False):
        reason = text_of(hosted.get("revocationReason"))
        return failed("revoked", reason[:300], reason=reason[:300])
    return passed("not_revoked", "the hosted badge does not say that it is revoked")


def check_listed(assertion: Mapping[str, Any], issuer: Object, environment: Environment) -> Finding:
    """Whether the list that the issuer names has the assertion, by its `id` or its `uid`."""
    where = id_of(issuer.data.get("revocationList"))
    if not where:
        return not_applicable("no_status")
    found = fetch_object(where, environment)
    if isinstance(found, Finding):
        return could_not("status_list_unreachable", found.detail, **dict(found.params))
    entry = _entry(found.data, assertion)
    if entry is None:
        return passed("not_revoked", where, url=where)
    return failed("revoked", entry[:300], reason=entry[:300], url=where)


def _entry(listed: Mapping[str, Any], assertion: Mapping[str, Any]) -> str | None:
    """The reason for which the list names the assertion (maybe empty), or None."""
    names = {v for v in (assertion.get("id"), assertion.get("uid")) if isinstance(v, str) and v}
    for item in as_list(listed.get("revokedAssertions")):
        entry = item if isinstance(item, Mapping) else {"id": item}
        if any(entry.get(member) == name for name in names for member in ("id", "uid")):
            return text_of(entry.get("revocationReason"))
    if "revokedAssertions" not in listed:
        # Version 1: an object from uid to reason.
        for name in names & set(listed):
            return text_of(listed[name])
    return None
