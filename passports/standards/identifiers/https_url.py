"""An https address as an issuer: what is at that address names its keys.

A controlled identifier document (https://www.w3.org/TR/cid-1.0/#retrieve-verification-method), an
Open Badges profile, a document that names a JWKS (`jwks`, `jwks_uri`), or a JWKS itself. Where the
address has no such document, the issuer metadata beside it are read
(https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/, "JWT VC Issuer Metadata").
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from passports.standards.hints import Any
from passports.standards.identifiers.documents import read_controller_document, read_object
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.identifiers.jwks import with_jwks
from passports.standards.types import Fetch, FetchFailed

WELL_KNOWN = "/.well-known/jwt-vc-issuer"


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The document at `identifier` with its keys. Raises CannotResolve, FetchFailed."""
    try:
        fetched = fetch(identifier)
        found = read_object(fetched)
    except FetchFailed as error:
        if error.code != "not_found":
            raise
        return _metadata(identifier, fetch, error)
    except CannotResolve as error:
        return _metadata(identifier, fetch, error)
    if isinstance(found.get("keys"), list) and "id" not in found:
        return with_jwks({}, identifier, found)
    return _with_its_jwks(read_controller_document(fetched, identifier), identifier, fetch)


def _metadata(identifier: str, fetch: Fetch, first: Exception) -> Mapping[str, Any]:
    """The issuer metadata beside the address, or what was wrong at the address itself."""
    parts = urlsplit(identifier)
    url = f"{parts.scheme}://{parts.netloc}{WELL_KNOWN}{parts.path.rstrip('/')}"
    try:
        found = read_object(fetch(url))
    except (FetchFailed, CannotResolve):
        raise first from None
    if found.get("issuer") != identifier:
        other = str(found.get("issuer"))[:200]
        raise CannotResolve("controller_id_mismatch", f"the metadata are of {other}", found=other)
    return _with_its_jwks({}, identifier, fetch, found)


def _with_its_jwks(
    document: Mapping[str, Any],
    identifier: str,
    fetch: Fetch,
    source: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """`document` and the keys of the JWKS that `source` (itself, if None) holds or names."""
    source = document if source is None else source
    inside, address = source.get("jwks"), source.get("jwks_uri")
    if isinstance(inside, Mapping):
        return with_jwks(document, identifier, inside)
    if isinstance(address, str) and address.startswith("https://"):
        return with_jwks(document, identifier, read_object(fetch(address)))
    return document
