"""What status lists say now of many credentials, each list read once and nothing believed.

A glance costs one fetch for 131,072 credentials, and decides only which of them are worth a whole
verification: signatures are not looked at.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from passports.adapters.fetching import MemoFetch
from passports.standards.status.bitstring_status_list import FAILING_PURPOSES, Entry, read_entry
from passports.standards.status.encoding import BadList, unpack, value_from_left
from passports.standards.types import FetchFailed, Limits

TOTAL_SECONDS = 20.0


def glance(credentials: Iterable[tuple[UUID, bytes]]) -> dict[UUID, str]:
    """Read the lists that these credentials name (Bitstring Status List 1.0, section 2.1).

    Args:
        credentials: of each its id and its bytes, as JSON.

    Returns: of each that could be looked up "revoked", "suspended" or "". A credential with a list
        that is silent, of another kind or unreadable is left out.
    """
    lists = _Lists()
    found = {}
    for pk, content in credentials:
        said = _said_of(_entries(content), lists)
        if said is not None:
            found[pk] = said
    return found


class _Lists:
    """The bits of each list, asked for once; None where they cannot be had."""

    def __init__(self) -> None:
        self._fetch = MemoFetch(TOTAL_SECONDS, archive=False)
        self._known: dict[str, bytes | None] = {}

    def bits(self, url: str) -> bytes | None:
        if url not in self._known:
            try:
                subject = json.loads(self._fetch(url).body)["credentialSubject"]
                self._known[url] = unpack(subject["encodedList"], Limits())
            except (FetchFailed, BadList, ValueError, KeyError, TypeError, RecursionError):
                self._known[url] = None
        return self._known[url]


def _entries(content: bytes) -> list[Entry] | None:
    try:
        named: Any = json.loads(content)["credentialStatus"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    entries = []
    for each in named if isinstance(named, list) else [named]:
        entry = read_entry(each) if isinstance(each, dict) else None
        if not isinstance(entry, Entry):
            return None
        entries.append(entry)
    return entries


def _said_of(entries: list[Entry] | None, lists: _Lists) -> str | None:
    codes = set()
    for entry in entries or ():
        bits = lists.bits(entry.url)
        if bits is None or entry.index * entry.size + entry.size > len(bits) * 8:
            return None
        if entry.purpose in FAILING_PURPOSES and value_from_left(bits, entry.index, entry.size):
            codes.add(FAILING_PURPOSES[entry.purpose])
    if not entries:
        return None
    return "revoked" if "revoked" in codes else "suspended" if codes else ""
