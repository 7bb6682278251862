"""Documents as they were: what verification is given when the world is not asked, or is silent."""

from datetime import datetime, timedelta

from passports.models import ArchivedDocument, ArchivedKind
from passports.standards.types import Fetched, FetchFailed

# A list of revocations speaks for its day and few days more; a key document for as long as it was
# the last that was seen.
STATUS_SPEAKS_FOR = timedelta(days=3)
# A host that gives one of these may be gone. `refused` is our own rule, and no archive softens it.
GONE = frozenset({"unreachable", "too_slow", "not_found", "bad_answer"})


class ArchiveFetch:
    """Answers as of a moment, from the archive alone."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __call__(self, url: str) -> Fetched:
        found = ArchivedDocument.objects.all().as_of(url, self._moment)
        if found is None:
            raise FetchFailed("not_found", url, "not in the archive of that day", transient=False)
        seen = min(found.last_seen_at, self._moment)
        if found.kind == ArchivedKind.STATUS and self._moment - seen > STATUS_SPEAKS_FOR:
            raise FetchFailed("not_found", url, f"last seen {seen:%Y-%m-%d}", transient=False)
        return Fetched(url, bytes(found.body.content), found.media_type, seen)


def instead_of(failure: FetchFailed) -> Fetched | FetchFailed:
    """What was last seen at an address that gives nothing now, or the failure.

    Never a list of revocations: what it said once is no answer to whether something is revoked now.
    """
    if failure.code not in GONE:
        return failure
    found = (
        ArchivedDocument.objects.at_address(failure.url)
        .select_related("body")
        .order_by("-fetched_at")
        .first()
    )
    if found is None:
        return failure
    if found.kind == ArchivedKind.STATUS:
        detail = f"last seen {found.last_seen_at:%Y-%m-%d}"
        return FetchFailed(failure.code, failure.url, detail, transient=failure.transient)
    content = bytes(found.body.content)
    return Fetched(failure.url, content, found.media_type, found.last_seen_at, archived=True)
