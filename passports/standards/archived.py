"""Saying so where an answer rests on documents that could not be had anew."""

from __future__ import annotations

from collections.abc import Sequence

from passports.standards.frozen import replace
from passports.standards.types import Check, CheckName, Fetched, Outcome

# These identifiers are their own documents: nothing of them comes from an archive.
_THEIR_OWN = ("did:key:", "did:jwk:")


def with_dates(checks: Sequence[Check], fetched: Sequence[Fetched]) -> tuple[Check, ...]:
    """`checks`, with the day to which the issuer's key is known where a document is archived."""
    moments = [answer.fetched_at for answer in fetched if answer.archived]
    if not moments:
        return tuple(checks)
    day = min(moments).isoformat()
    return tuple(_dated(check, day) for check in checks)


def _dated(check: Check, day: str) -> Check:
    if check.name is not CheckName.ISSUER_KEY or check.outcome is not Outcome.PASSED:
        return check
    if str(check.params.get("issuer", "")).startswith(_THEIR_OWN):
        return check
    return replace(
        check,
        code="key_authorized_archived",
        detail=f"{check.detail}; as archived on {day}",
        params={**check.params, "archived_at": day},
    )
