"""did:web: the document is at an https address. https://w3c-ccg.github.io/did-method-web/"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from passports.standards.hints import Any
from passports.standards.identifiers.documents import read_controller_document
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.pattern import pattern
from passports.standards.types import Fetch

_HOST = pattern(r"(?=.{1,253}\Z)[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?"
                   r"(\.[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?)+\Z")  # fmt: skip
_PATH_PART = pattern(r"[A-Za-z0-9._~!$&'()*+,;=@\-]+\Z")


def document_url(identifier: str) -> str:
    """The https address of a did:web document. Raises CannotResolve(`bad_identifier`).

    The port is written `%3A`; an IP address, an empty part and a dot segment are refused.
    """
    host_part, *path = identifier.removeprefix("did:web:").split(":")
    host, separator, port = unquote(host_part).partition(":")
    if separator and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise CannotResolve("bad_identifier", "bad port in a did:web identifier")
    if not _HOST.match(host) or host.rsplit(".", 1)[1].isdigit():
        raise CannotResolve("bad_identifier", "did:web needs a domain name")
    parts = [unquote(part) for part in path]
    if any(not _PATH_PART.match(part) or set(part) == {"."} for part in parts):
        raise CannotResolve("bad_identifier", "bad path in a did:web identifier")
    authority = f"{host.lower()}:{port}" if separator else host.lower()
    folder = "/".join(parts) if parts else ".well-known"
    return f"https://{authority}/{folder}/did.json"


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The DID document, whose `id` must be `identifier`. Raises CannotResolve, FetchFailed."""
    return read_controller_document(fetch(document_url(identifier)), identifier)
