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
# As much as one fetch brings.
MAX_BYTES = 5 * 1024 * 1024
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
def archive(answer: Fetched, *, kind: str = "") -> ArchivedDocument | None:
    """The archived document with these bytes at the address that was asked, by the same way; None
    for what is not kept. `kind` is read from the bytes where it is not given."""
    if len(answer.body) > MAX_BYTES or len(answer.asked) > MAX_URL_CHARACTERS:
        return None
    redirects = [*answer.hops[1:], answer.url] if answer.hops else []
    latest = (
        ArchivedDocument.objects.at_address(answer.asked)
        .select_related("body")
        .order_by("-fetched_at")
        .first()
    )
    digest = sha256(answer.body).hexdigest()
    if latest is not None and latest.body.digest == digest and latest.redirects == redirects:
        if answer.fetched_at - latest.last_seen_at > SEEN_AGAIN_AFTER:
            later = ArchivedDocument.objects.filter(
                id=latest.id, last_seen_at__lt=answer.fetched_at
            )
            later.update(last_seen_at=answer.fetched_at)
        return latest
    read = kind_of(answer.body)
    if answer.archived or read == PERSONAL:
        return None
    body, is_new = ArchivedBody.objects.get_or_create(
        digest=digest, defaults={"content": answer.body, "size_bytes": len(answer.body)}
    )
    if not is_new:
        # Bytes that come back may have been let go, or be about to be: this write comes before
        # or after that, and either way they stay (archive_thinning).
        ArchivedBody.objects.filter(id=body.id).update(content=answer.body, dropped_at=None)
    return ArchivedDocument.objects.create(
        url=answer.asked,
        url_digest=digest_of_url(answer.asked),
        body=body,
        kind=kind or read,
        media_type=answer.media_type[:100],
        redirects=redirects,
        fetched_at=answer.fetched_at,
        last_seen_at=answer.fetched_at,
    )
