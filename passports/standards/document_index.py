"""Documents from a folder instead of the network: `--documents INDEX.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from passports.standards.hints import Any
from passports.standards.identifiers import CannotResolve
from passports.standards.identifiers.documents import read_controller_document
from passports.standards.types import Fetched, FetchFailed


class IndexFetch:
    """Answers fetches from files named in a JSON map URL → file beside it.

    It is a key store too: an entry whose name is a DID is that DID's document, of whatever method.
    """

    def __init__(self, index: Path, now: datetime) -> None:
        entries = json.loads(index.read_text("utf-8"))
        self._folder, self._entries, self._now = index.parent, dict(entries), now

    def __call__(self, url: str) -> Fetched:
        name = self._entries.get(url)
        if not isinstance(name, str):
            raise FetchFailed("not_found", url, "not in the index", transient=False)
        try:
            body = (self._folder / name).read_bytes()
        except OSError as error:
            raise FetchFailed("not_found", url, str(error), transient=False) from error
        return Fetched(url, body, "application/octet-stream", self._now)

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        if not identifier.startswith("did:") or identifier not in self._entries:
            return None
        try:
            return read_controller_document(self(identifier), identifier)
        except (FetchFailed, CannotResolve):
            return None
