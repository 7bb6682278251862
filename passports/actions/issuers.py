"""Issuers, as administrators judge them."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from passports.actions import verification
from passports.models import Issuer
from portal.kernel.audit import record


@transaction.atomic
def suspend(*, issuer: Issuer, reason: str, by: Any) -> bool:
    """No registry recognizes this issuer here any more, whatever they say. False if it was so.

    What it issued is verified again, so that holders and readers see it.
    """
    suspended = Issuer.objects.filter(id=issuer.id, suspended_at__isnull=True).update(
        suspended_at=Now(), suspension_reason=reason
    )
    return _after(issuer, bool(suspended), "issuer_suspended", by)


@transaction.atomic
def reinstate(*, issuer: Issuer, by: Any) -> bool:
    """Registries count again for this issuer. False if it was not suspended."""
    reinstated = Issuer.objects.filter(id=issuer.id, suspended_at__isnull=False).update(
        suspended_at=None, suspension_reason=""
    )
    return _after(issuer, bool(reinstated), "issuer_reinstated", by)


def _after(issuer: Issuer, moved: bool, deed: str, by: Any) -> bool:
    if moved:
        issuer.refresh_from_db()
        rechecks = verification.recheck_issued_by(identifiers=[issuer.identifier])
        record(by=by, obj=issuer, deed=deed, codes={"rechecks": rechecks})
    return moved
