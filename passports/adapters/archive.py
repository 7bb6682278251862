"""Documents as they were: what verification is given when the world is not asked, or is silent."""

from datetime import datetime, timedelta

from passports.models import ArchivedDocument, ArchivedKind
from passports.standards.frozen import replace
from passports.standards.types import Fetched, FetchFailed
from portal.kernel.outbound import is_refused

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
            code = "refused" if is_refused(url) else "not_found"
            raise FetchFailed(code, url, "not in the archive of that day", transient=False)
        seen = min(found.last_seen_at, self._moment)
        if found.kind == ArchivedKind.STATUS and self._moment - seen > STATUS_SPEAKS_FOR:
            raise FetchFailed("not_found", url, f"last seen {seen:%Y-%m-%d}", transient=False)
        if found.body.dropped_at is not None:
            # Something else was there before, and it is no answer for this day.
            raise FetchFailed("not_found", url, f"seen {seen:%Y-%m-%d}, not kept", transient=False)
        return _fetched(found, seen)


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
    if found is None or found.body.dropped_at is not None:
        return failure
    if found.kind == ArchivedKind.STATUS:
        detail = f"last seen {found.last_seen_at:%Y-%m-%d}"
        return FetchFailed(failure.code, failure.url, detail, transient=failure.transient)
    return replace(_fetched(found, found.last_seen_at), archived=True)


def _fetched(found: ArchivedDocument, seen: datetime) -> Fetched:
    """The document as it came then, by the way that led to it."""
    *hops, url = [found.url, *found.redirects]
    content = bytes(found.body.content)
    return Fetched(url, content, found.media_type, seen, hops=tuple(hops))
