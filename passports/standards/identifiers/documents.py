"""Reading a controller document that came from the network."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.hints import Any
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.types import DEFAULT_LIMITS, Fetched


def read_object(fetched: Fetched) -> Mapping[str, Any]:
    """The JSON object in `fetched`. Raises CannotResolve."""
    try:
        document = strict_json.loads(fetched.body, limits=DEFAULT_LIMITS)
    except strict_json.BadJson as error:
        raise CannotResolve("bad_controller_document", error.code, url=fetched.url) from error
    if not isinstance(document, dict):
        raise CannotResolve("bad_controller_document", "not an object", url=fetched.url)
    return document


def read_controller_document(fetched: Fetched, identifier: str) -> Mapping[str, Any]:
    """The JSON object in `fetched`; its `id` must be `identifier`. Raises CannotResolve."""
    document = read_object(fetched)
    if document.get("id") != identifier:
        found = str(document.get("id"))[:200]
        raise CannotResolve("controller_id_mismatch", f"the document is of {found}", found=found)
    return document
