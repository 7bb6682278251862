"""Reissues: a later credential of the same issuer with the same id replaces the earlier one."""

from typing import Any

from django.db.models import F

from accounts.models import User
from passports.models import Credential, Issuer


def settle(*, holder: Any, issuer: Issuer | None, external_id: str) -> list[Credential]:
    """Derive anew which of a holder's credentials of one issuer and id are superseded.

    Only a verified credential supersedes, or anybody could retire a good credential with a forged
    later one. Without an id, an issuer or a date nothing is superseded: both are kept. Returns
    the credentials for which the answer changed.
    """
    if issuer is None or not external_id:
        return []
    # Two reissues that arrive at once must not miss each other: the second waits here, with an
    # UPDATE that changes nothing, until the first has committed.
    User.objects.filter(id=holder.id).update(is_active=F("is_active"))
    family = list(Credential.objects.of(holder).filter(issuer=issuer, external_id=external_id))
    newest = _newest(family)
    changed = []
    for credential in family:
        replaced = newest is not None and _is_earlier(credential, newest)
        superseded_by = newest if replaced else None
        if credential.superseded_by_id != (superseded_by.id if superseded_by else None):
            credential.superseded_by = superseded_by
            credential.save(update_fields=["superseded_by"])
            changed.append(credential)
    return changed


def _newest(family: list[Credential]) -> Credential | None:
    good = [each for each in family if each.counts_as_evidence and each.valid_from]
    return max(good, key=lambda each: (each.valid_from, -each.created_at.timestamp()), default=None)


def _is_earlier(credential: Credential, newest: Credential) -> bool:
    return (
        credential.valid_from is not None
        and newest.valid_from is not None
        and credential.valid_from < newest.valid_from
    )
