"""The web origin at which an issuer lives. https://www.rfc-editor.org/rfc/rfc6454#section-4"""

from __future__ import annotations

from urllib.parse import urlsplit

from passports.standards.identifiers.did_web import document_url
from passports.standards.identifiers.errors import CannotResolve


def origin_of(identifier: str) -> str:
    """`https://host` (with a port other than 443) of an https address or did:web identifier; an
    empty string for anything else."""
    address = identifier
    if identifier.startswith("did:web:"):
        try:
            address = document_url(identifier)
        except CannotResolve:
            return ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        return ""
    return f"https://{parts.hostname}" + (f":{port}" if port not in (None, 443) else "")
