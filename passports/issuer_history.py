"""The keys of an issuer over time, as the archive saw them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from passports.models import ArchivedDocument
from passports.standards.identifiers.did_web import document_url
from passports.standards.identifiers.errors import CannotResolve

MAX_VERSIONS = 50
_KEYS = ("verificationMethod", "assertionMethod", "publicKey")
_MATERIAL = ("publicKeyMultibase", "publicKeyBase58", "publicKeyPem", "publicKeyJwk")


@dataclass(frozen=True)
class KeyPeriod:
    """The keys that an issuer listed, from the first day that we saw them to the last."""

    document: ArchivedDocument
    first_seen: datetime
    last_seen: datetime
    keys: tuple[str, ...]
    is_current: bool


def address_of(identifier: str) -> str:
    """Where an issuer's document is; an empty string for identifiers that are their own."""
    if identifier.startswith("did:web:"):
        try:
            return document_url(identifier)
        except CannotResolve:
            return ""
    return identifier if identifier.startswith("https://") else ""


def key_periods(identifier: str) -> list[KeyPeriod]:
    """The issuer's sets of keys, newest first; versions of its document that differ only in
    something else are one period."""
    address = address_of(identifier)
    if not address:
        return []
    versions = (
        ArchivedDocument.objects.at_address(address)
        .select_related("body")
        .order_by("-fetched_at")[:MAX_VERSIONS]
    )
    periods: list[KeyPeriod] = []
    for version in reversed(versions):
        keys = keys_in(bytes(version.body.content))
        if periods and periods[-1].keys == keys:
            last = periods.pop()
            first_seen = last.first_seen
        else:
            first_seen = version.fetched_at
        periods.append(KeyPeriod(version, first_seen, version.last_seen_at, keys, False))
    periods.reverse()
    return [
        KeyPeriod(each.document, each.first_seen, each.last_seen, each.keys, number == 0)
        for number, each in enumerate(periods)
    ]


def keys_in(body: bytes) -> tuple[str, ...]:
    """The names of the keys in a document of an issuer, each with the beginning of the key."""
    try:
        data = json.loads(body)
    except ValueError:
        return ()
    entries = [
        entry
        for name in _KEYS
        for entry in _listed(data.get(name) if isinstance(data, Mapping) else None)
    ]
    return tuple(sorted({_name(entry) for entry in entries}))


def _listed(value: Any) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, Mapping)]


def _name(entry: Mapping[str, Any]) -> str:
    name = str(entry.get("id", "")).rpartition("#")[2][:60]
    for member in _MATERIAL:
        if member in entry:
            value = entry[member]
            text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
            return name if name and text.startswith(name) else f"{name}: {text[:60]}"
    return name
