"""The audit trail: who did what to which row. Opaque ids and codes, nothing a person wrote."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models

from portal.kernel.models import AuditRow

Code = str | int | bool | None
# Codes are words of ours, ids, digests and dates. An address or a sentence does not fit.
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,100}")


def record(
    *,
    by: Any,
    obj: models.Model,
    deed: str,
    codes: Mapping[str, Code] | None = None,
    actor_kind: str = "",
) -> AuditRow:
    """Add an audit row, inside the transaction of the change that it is about.

    `by` is the user who acts, or None for the portal itself. `actor_kind` is derived from `by`
    unless given: person, administrator, system, or link (somebody who holds a share's link).
    Raises ValueError when a code could be personal data.
    """
    for name, value in (codes or {}).items():
        if isinstance(value, str) and not _CODE.fullmatch(value):
            raise ValueError(f"The audit code {name!r} is not a code.")
    return AuditRow.objects.create(
        actor_id=getattr(by, "audit_id", None),
        actor_kind=actor_kind or _kind_of(by),
        object_type=obj._meta.label_lower,
        object_id=opaque_id(obj),
        deed=deed,
        codes=dict(codes or {}),
    )


def _kind_of(by: Any) -> str:
    if by is None:
        return "system"
    return "administrator" if by.is_staff else "person"


def opaque_id(obj: models.Model) -> UUID:
    """A person is known by their audit id, whose mapping goes when they are erased."""
    if hasattr(obj, "audit_id"):
        return obj.audit_id  # type: ignore[no-any-return]
    return obj.pk if isinstance(obj.pk, UUID) else UUID(int=obj.pk)
