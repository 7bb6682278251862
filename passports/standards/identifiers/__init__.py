"""From an issuer's identifier to its controller document. One file and one line a method.

Each method is a function of the identifier and the fetch port that returns the controller
document, or raises `CannotResolve` or `FetchFailed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.hints import Any
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.lazy import LazyRegistry
from passports.standards.types import Fetch, KeyStore
from passports.standards.uris import is_did

Resolve = Callable[[str, Fetch], Mapping[str, Any]]

METHODS: Mapping[str, Resolve] = LazyRegistry(
    __name__,
    {
        "did:jwk": "did_jwk.resolve",
        "did:key": "did_key.resolve",
        "did:web": "did_web.resolve",
        "https": "https_url.resolve",
    },
)

__all__ = ["METHODS", "CannotResolve", "method_of", "resolve"]


def method_of(identifier: str) -> str:
    """`did:key` of `did:key:z6Mk…`, `https` of `https://…`."""
    if identifier.startswith("did:"):
        return ":".join(identifier.split(":")[:2])
    return identifier.split(":", 1)[0].lower()


def resolve(identifier: str, *, fetch: Fetch, keys: KeyStore | None) -> Mapping[str, Any]:
    """The controller document of `identifier`, asked of the key store before the network.

    Raises CannotResolve (method not implemented, malformed identifier or document) and FetchFailed.
    Source: https://www.w3.org/TR/did-1.0/, https://www.w3.org/TR/cid-1.0/.
    """
    known = keys.controller_document(identifier) if keys is not None else None
    if known is not None:
        return known
    method = method_of(identifier)
    function = METHODS.get(method)
    if function is None:
        if method.startswith("did:"):
            raise CannotResolve("unsupported_identifier_method", method, method=method)
        raise CannotResolve("issuer_not_resolvable", method, method=method)
    if method.startswith("did:") and not is_did(identifier):
        raise CannotResolve("bad_identifier", identifier[:200])
    return function(identifier, fetch)
