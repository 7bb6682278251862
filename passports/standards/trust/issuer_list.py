"""A list of issuers in JSON, as the Digital Credentials Consortium publishes its registries:
`{"meta": …, "registry": {"did:…": {"name": …, "url": …}}}`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from passports.standards.frozen import frozen

MAX_ISSUERS = 50_000


class BadRegistry(Exception):
    """What was fetched is no registry. `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


@frozen
class ListedIssuer:
    """One issuer as a registry names it. Untrusted text."""

    identifier: str
    name: str


def read_issuers(body: bytes) -> list[ListedIssuer]:
    """The issuers in such a list, in its order. Raises BadRegistry.

    An issuer that is in it twice is known twice: nothing was signed, so nothing is ambiguous, and
    one of the published registries of the Consortium has such a line.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRegistry("not_json", str(error)[:200]) from error
    listed = data.get("registry") if isinstance(data, Mapping) else None
    if not isinstance(listed, Mapping) or len(listed) > MAX_ISSUERS:
        raise BadRegistry("no_registry", "no object under `registry`")
    return [
        ListedIssuer(identifier, _name(entry))
        for identifier, entry in listed.items()
        if identifier.startswith(("did:", "https://")) and len(identifier) <= 500
    ]


def _name(entry: object) -> str:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return name[:300] if isinstance(name, str) else ""
