"""An https address as an issuer: its controlled identifier document is at that address.

https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passports.standards.identifiers.documents import read_controller_document
from passports.standards.types import Fetch


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The document at `identifier`, whose `id` must be that. Raises CannotResolve, FetchFailed."""
    return read_controller_document(fetch(identifier), identifier)
