"""Keeping the documents that verdicts rest on, so that they can be given again as of their day."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from passports.models import ArchivedBody, ArchivedDocument, VerificationReport
from passports.models.archive import digest_of_url
from passports.standards.fetched_kind import PERSONAL, kind_of
from passports.standards.types import Fetched

# Looking often must not write often.
SEEN_AGAIN_AFTER = timedelta(hours=1)
MAX_BYTES = 2_000_000
MAX_URL_CHARACTERS = 4000


@transaction.atomic
def keep(*, report: VerificationReport, fetched: Iterable[Fetched]) -> None:
    """Archive what a report rested on and tie it to the report.

    What may speak of a person (a hosted badge, for instance) is never archived: it would outlive
    its holder's wish to be forgotten.
    """
    rows = [row for row in (archive(answer) for answer in fetched) if row is not None]
    report.archived.add(*rows)


@transaction.atomic
def archive(answer: Fetched) -> ArchivedDocument | None:
    """The archived document with these bytes at this address; None for what is not kept."""
    if len(answer.body) > MAX_BYTES or len(answer.url) > MAX_URL_CHARACTERS:
        return None
    latest = (
        ArchivedDocument.objects.at_address(answer.url)
        .select_related("body")
        .order_by("-fetched_at")
        .first()
    )
    digest = sha256(answer.body).hexdigest()
    if latest is not None and latest.body.digest == digest:
        if answer.fetched_at - latest.last_seen_at > SEEN_AGAIN_AFTER:
            later = ArchivedDocument.objects.filter(
                id=latest.id, last_seen_at__lt=answer.fetched_at
            )
            later.update(last_seen_at=answer.fetched_at)
        return latest
    kind = kind_of(answer.body)
    if answer.archived or kind == PERSONAL:
        return None
    body, _ = ArchivedBody.objects.get_or_create(
        digest=digest, defaults={"content": answer.body, "size_bytes": len(answer.body)}
    )
    return ArchivedDocument.objects.create(
        url=answer.url,
        url_digest=digest_of_url(answer.url),
        body=body,
        kind=kind,
        media_type=answer.media_type[:100],
        fetched_at=answer.fetched_at,
        last_seen_at=answer.fetched_at,
    )
