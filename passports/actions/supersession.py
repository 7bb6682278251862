"""Reissues: a later credential of the same issuer with the same id replaces the earlier one."""

from typing import Any

from django.db.models import F

from accounts.models import User
from passports.models import Credential, Issuer, VerdictChoice


def settle(*, holder: Any, issuer: Issuer | None, external_id: str) -> None:
    """Derive anew which of a holder's credentials of one issuer and id are superseded.

    Only a verified credential supersedes, or anybody could retire a good credential with a forged
    later one. Without an id, an issuer or a date nothing is superseded: both are kept.
    """
    if issuer is None or not external_id:
        return
    # Two reissues that arrive at once must not miss each other: the second waits here, with an
    # UPDATE that changes nothing, until the first has committed.
    User.objects.filter(id=holder.id).update(is_active=F("is_active"))
    family = Credential.objects.of(holder).filter(issuer=issuer, external_id=external_id)
    newest = (
        family.filter(verdict=VerdictChoice.VERIFIED, not_yours=False, valid_from__isnull=False)
        .order_by("-valid_from", "created_at")
        .first()
    )
    if newest is None:
        family.exclude(superseded_by=None).update(superseded_by=None)
        return
    family.filter(valid_from__lt=newest.valid_from).update(superseded_by=newest)
    family.exclude(valid_from__lt=newest.valid_from).update(superseded_by=None)
