"""Keys that sign credentials: made, rotated, revoked, wrapped again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organization
from passports.adapters import key_wrapping
from passports.models import IssuingKey, IssuingKeyKind, IssuingKeyState
from portal.kernel.audit import record
from portal.kernel.moves import move


class NotVetted(Exception):
    """Only a vetted organization has keys and issues credentials."""


class MoveLost(Exception):
    """The key was in another state already."""


@transaction.atomic
def ensure_key(*, organization: Organization | None, kind: str, by: Any) -> IssuingKey:
    """The key in use of this kind, made if there is none. `organization` None is the portal.

    Raises NotVetted, and ValueError for a kind that is none.
    """
    kind = IssuingKeyKind(kind)
    if organization is not None and not organization.is_vetted:
        raise NotVetted
    found = IssuingKey.objects.of(organization).active().filter(kind=kind).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _make(organization, kind, by)
    except IntegrityError:
        # Somebody else made one at the same moment.
        return IssuingKey.objects.of(organization).active().get(kind=kind)


@transaction.atomic
def rotate(*, key: IssuingKey, by: Any) -> IssuingKey:
    """Retire a key and put a new one into use. What the old one signed stays good.

    Raises MoveLost when it is not in use any more, and NotVetted.
    """
    if key.organization is not None and not key.organization.is_vetted:
        raise NotVetted
    if not move(key, to=IssuingKeyState.RETIRED, ended_at=timezone.now()):
        raise MoveLost
    record(by=by, obj=key, deed="issuing_key_retired", codes={"kind": key.kind})
    return _make(key.organization, key.kind, by)


@transaction.atomic
def revoke(*, key: IssuingKey, by: Any) -> None:
    """Revoke a key that somebody else may have: nothing it signed is believed any more, and its
    secret is destroyed. Raises MoveLost when it was revoked already."""
    if not move(
        key,
        to=IssuingKeyState.REVOKED,
        ended_at=timezone.now(),
        wrapped_secret=b"",
        wrapped_by="",
    ):
        raise MoveLost
    record(by=by, obj=key, deed="issuing_key_revoked", codes={"kind": key.kind})


@transaction.atomic
def rewrap_all(*, by: Any = None) -> int:
    """Wrap every secret under the present ISSUING_KEY_SECRET; how many were not yet.

    Raises CannotUnwrap when a secret that wrapped one of them is not named; then nothing changed.
    """
    count = 0
    for key in IssuingKey.objects.published().select_for_update():
        if key_wrapping.is_current(key):
            continue
        key_wrapping.rewrap(key)
        key.save(update_fields=["wrapped_secret", "wrapped_by"])
        record(by=by, obj=key, deed="issuing_key_rewrapped", codes={"kind": key.kind})
        count += 1
    return count


def _make(organization: Organization | None, kind: str, by: Any) -> IssuingKey:
    pair = key_wrapping.generate(kind)
    row = IssuingKey(organization=organization, kind=kind, multibase=pair.multibase)
    key_wrapping.wrap(row, pair)
    row.save(force_insert=True)
    record(by=by, obj=row, deed="issuing_key_made", codes={"kind": kind})
    return row
