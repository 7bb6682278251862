"""Letting go of archived lists that nobody's answer rests on.

Status lists and published registries are large and signed anew every day, so the archive keeps of
them, for each address: what any report rests on, for ever; everything for FULL_FOR; and after that
the last one of each month. Of the rest the bytes go. Their digest, address and days stay: as of
such a day the archive says that it cannot tell, and never takes an older list for that day's.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from passports.models import ArchivedBody, ArchivedDocument, ArchivedKind

FULL_FOR = timedelta(days=90)
THINNED = (ArchivedKind.STATUS, ArchivedKind.REGISTRY)
BATCH = 500


@transaction.atomic
def thin(*, now: datetime | None = None, batch: int = BATCH) -> int:
    """Let go of the bytes that the rule does not keep, at most a batch. Run by the beat. Returns
    how many documents lost their bytes."""
    now = now or timezone.now()
    old = ArchivedBody.objects.filter(dropped_at__isnull=True, created_at__lt=now - FULL_FOR)
    ids = list(old.exclude(_needed(now)).values_list("id", flat=True)[:batch])
    if not ids:
        return 0
    marked = ArchivedBody.objects.filter(id__in=ids)
    # The mark is a write, so somebody who archives these bytes again at this moment comes before
    # it, and is seen by the second question, or after it, and takes the mark back.
    marked.filter(dropped_at__isnull=True).update(dropped_at=now)
    marked.filter(_needed(now)).update(dropped_at=None)
    return marked.filter(dropped_at=now).update(content=b"")


def _needed(now: datetime) -> Q:
    """Bytes of which one sighting at least is kept."""
    return Q(Exists(_kept(now).filter(body=OuterRef("pk"))))


def _kept(now: datetime) -> QuerySet[ArchivedDocument]:
    later_that_month = (
        ArchivedDocument.objects.filter(
            url_digest=OuterRef("url_digest"), fetched_at__gt=OuterRef("fetched_at")
        )
        .annotate(month=TruncMonth("fetched_at"))
        .filter(month=OuterRef("month"))
    )
    return (
        ArchivedDocument.objects.annotate(month=TruncMonth("fetched_at"))
        .filter(
            ~Q(kind__in=THINNED)
            | Q(reports__isnull=False)
            | Q(last_seen_at__gte=now - FULL_FOR)
            | ~Exists(later_that_month)
        )
    )  # fmt: skip
