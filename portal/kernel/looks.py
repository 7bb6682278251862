"""Looks of administrators at what belongs to people: recorded, and told to those people."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from portal.kernel.audit import opaque_id
from portal.kernel.models import AdminLook


def record_looks(
    *, by: Any, page: str, looks: Iterable[tuple[Any, models.Model]]
) -> list[AdminLook]:
    """Note that `by` was shown each of these objects, at most once in an hour.

    `looks` are pairs of the person whose data it is, and the object. What people look at of their
    own is no look of an administrator. `page` is the name of the page's address.
    """
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    rows = {
        (whose.audit_id, obj._meta.label_lower, opaque_id(obj)): AdminLook(
            actor_id=by.audit_id,
            whose_id=whose.audit_id,
            object_type=obj._meta.label_lower,
            object_id=opaque_id(obj),
            page=page,
            hour=hour,
            created_at=now,
        )
        for whose, obj in looks
        if whose is not None and whose.pk != by.pk
    }
    return AdminLook.objects.bulk_create(rows.values(), ignore_conflicts=True)
