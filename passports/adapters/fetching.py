"""The door to the network that verification is given."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from passports.adapters.archive import instead_of
from passports.adapters.own_status_lists import own_status_list
from passports.standards.types import Fetched, FetchFailed
from portal.kernel.outbound import DEFAULT_LIMITS, OutboundError, guarded_fetch


class NeedsNetwork(Exception):
    """Raised by `LocalFetch`, and never caught by the standards: this document's verification must
    wait for hosts that we know nothing about."""


class LocalFetch:
    """Answers from our own status lists and from the documents of development and tests, and asks
    nobody else."""

    def __init__(self) -> None:
        # One verification is one moment: what it sees, it sees at its beginning.
        self.started_at = timezone.now()
        index = settings.VERIFICATION_DOCUMENTS_INDEX
        self._index = _documents(index) if index and index.exists() else {}

    def __call__(self, url: str) -> Fetched:
        own = own_status_list(url)
        if own is not None:
            return Fetched(url, own, "application/vc", self.started_at)
        file = self._index.get(url)
        if file is None:
            raise NeedsNetwork(url)
        return Fetched(url, file.read_bytes(), _media_type(file), self.started_at)


# All fetches of one verification together. Below the soft time limit of a task, so that a document
# that names many slow hosts ends as "could not check" and not as a lost piece of work.
TOTAL_SECONDS = 30


class MemoFetch:
    """Asks the network, each address once: a status list that answers differently the second time
    must not give one verification two answers. One instance serves one verification."""

    def __init__(self, total_seconds: float | None = None, *, archive: bool = True) -> None:
        """`total_seconds` for all answers together. Without `archive` a host that is silent is not
        answered for, and several threads may ask at once: the database is left alone."""
        self._archive = archive
        self._local = LocalFetch()
        self.started_at = self._local.started_at
        self._deadline = time.monotonic() + (
            TOTAL_SECONDS if total_seconds is None else total_seconds
        )
        self._answers: dict[str, Fetched | FetchFailed] = {}

    def __call__(self, url: str) -> Fetched:
        if url not in self._answers:
            answer = self._ask(url)
            if isinstance(answer, FetchFailed) and self._archive:
                answer = instead_of(answer)
            self._answers[url] = answer
        answer = self._answers[url]
        if isinstance(answer, FetchFailed):
            raise answer
        return answer

    def _ask(self, url: str) -> Fetched | FetchFailed:
        try:
            return self._local(url)
        except NeedsNetwork:
            pass
        left = self._deadline - time.monotonic()
        if left <= 0:
            return FetchFailed("too_slow", url, transient=True)
        seconds = min(left, DEFAULT_LIMITS.total_seconds)
        try:
            answer = guarded_fetch(url, limits=replace(DEFAULT_LIMITS, total_seconds=seconds))
        except OutboundError as error:
            return FetchFailed(error.code, url, transient=error.transient)
        hops = (url, *answer.hops[1:]) if answer.hops else ()
        where = answer.url if hops else url
        return Fetched(where, answer.body, answer.media_type, self.started_at, hops=hops)


@cache
def _documents(index: Path) -> Mapping[str, Path]:
    return {url: index.parent / name for url, name in json.loads(index.read_text()).items()}


def _media_type(file: Path) -> str:
    return {".json": "application/json", ".jsonld": "application/ld+json"}.get(
        file.suffix, "application/octet-stream"
    )
