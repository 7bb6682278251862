"""Which key a proof names, and whether the issuer authorizes it to assert.

A valid signature by some key says nothing until the issuer is tied to the key. Two questions are
kept apart: *which bytes verify this signature* (`Found.key`), and *does the document of the issuer
list that key under assertionMethod* (`Found.authority`, the check `issuer_key`).
https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from passports.standards import keys as key_codec
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.keys import BadKey, PublicKey
from passports.standards.types import Fetch, Fetched, FetchFailed, KeyStore
from passports.standards.uris import split_fragment
from passports.standards.verification_methods import (
    ASSERTION,
    as_list,
    end_of,
    entries,
    in_relationship,
    key_of,
    named_entry,
)

_KEPT_CHARACTERS = 400


@frozen
class Found:
    """The key (or why there is none), and what the issuer says of it."""

    key: PublicKey | None
    key_problem: Finding | None
    authority: Finding


class Controllers:
    """Controller documents, each resolved at most once during one verification."""

    __slots__ = ("_known", "fetch", "keys", "now", "relationship")

    def __init__(
        self,
        fetch: Fetch,
        keys: KeyStore | None,
        relationship: str = ASSERTION,
        now: datetime | None = None,
    ) -> None:
        self.fetch, self.keys = fetch, keys
        # What a key must be listed for: assertionMethod, or authentication for a presentation.
        self.relationship = relationship
        # The moment for which keys must hold; None: a key with an end has ended.
        self.now = now
        self._known: dict[str, Mapping[str, Any] | Finding] = {}

    def asked_for(self, relationship: str) -> Controllers:
        """The same documents, where keys must be listed for another relationship."""
        other = Controllers(self.fetch, self.keys, relationship, self.now)
        other._known = self._known
        return other

    def anew(self, fetch: Fetch) -> Controllers:
        """The same questions asked through another door, with nothing resolved yet."""
        return Controllers(fetch, self.keys, self.relationship, self.now)

    def document(self, identifier: str) -> Mapping[str, Any] | Finding:
        """The controller document, or what stood in the way."""
        if identifier not in self._known:
            self._known[identifier] = self._resolve(identifier)
        return self._known[identifier]

    def _resolve(self, identifier: str) -> Mapping[str, Any] | Finding:
        try:
            return resolve(identifier, fetch=self.fetch, keys=self.keys)
        except CannotResolve as error:
            outcome = could_not if error.code in _ABSENT else failed
            return outcome(error.code, error.detail, issuer=identifier, **error.params)
        except FetchFailed as error:
            code = "issuer_address_refused" if error.code == "refused" else "issuer_unreachable"
            return could_not(
                code,
                f"{error.url}: {error.code} {error.detail}".strip(),
                issuer=identifier,
                url=error.url,
                reason=error.code,
                transient=error.transient,
            )


# These say that nobody could look, not that somebody looked and found another key.
_ABSENT = {
    "unsupported_identifier_method",
    "unsupported_key_type",
    "issuer_not_resolvable",
    "bad_controller_document",
}


def find_key(method: object, *, issuer: str, controllers: Controllers) -> Found:
    """The key that a proof's `verificationMethod` names and what `issuer` says of it."""
    method_id = method.get("id") if isinstance(method, Mapping) else method
    if not isinstance(method_id, str) or not method_id:
        problem = failed("no_verification_method", "the proof names no verificationMethod")
        return Found(None, problem, problem)
    base, fragment = split_fragment(method_id)
    # Such an issuer is its own document, and with so short a name one of its own few keys.
    is_own = base == issuer and base.startswith("did:key:") and len(method_id) <= _KEPT_CHARACTERS
    if is_own and (controllers.keys is None or controllers.keys.controller_document(base) is None):
        return _own_key(method_id, issuer, controllers.relationship)
    return _find(method_id, base, fragment, issuer, controllers)


@lru_cache(maxsize=2_000)
def _own_key(method_id: str, issuer: str, relationship: str) -> Found:
    """For an issuer whose identifier is its key: nothing outside has a say, and no key ends."""
    base, fragment = split_fragment(method_id)
    return _find(method_id, base, fragment, issuer, Controllers(_nowhere, None, relationship))


def _nowhere(url: str) -> Fetched:
    raise FetchFailed("refused", url, "this identifier is its own document", transient=False)


def _find(method_id: str, base: str, fragment: str, issuer: str, controllers: Controllers) -> Found:
    document = controllers.document(base)
    if isinstance(document, Finding):
        return _without_document(document, fragment, method_id, base, issuer, controllers)
    entry = named_entry(document, method_id)
    if entry is None:
        problem = failed("key_not_found", f"{method_id} is not in {base}", method=method_id)
        return Found(None, problem, problem)
    try:
        key = key_of(entry)
    except BadKey as error:
        make = could_not if error.code.startswith("unsupported_") else failed
        problem = make(error.code, error.detail, **error.params)
        return Found(None, problem, problem)
    return Found(key, None, _authority(entry, document, base, method_id, issuer, controllers))


def _without_document(
    problem: Finding,
    fragment: str,
    method_id: str,
    base: str,
    issuer: str,
    controllers: Controllers,
) -> Found:
    """A key named in the fragment still tells a changed document from an unknown issuer."""
    authority = problem
    if base != issuer:
        authority = _listed(method_id, issuer, controllers)
    try:
        return Found(key_codec.from_multikey(fragment), None, authority)
    except BadKey:
        missing = could_not(
            problem.code if problem.code.startswith("unsupported_") else "key_unavailable",
            problem.detail,
            **dict(problem.params),
        )
        if problem.code == "bad_identifier":
            missing = failed("bad_identifier", problem.detail)
        return Found(None, missing, authority)


def _authority(
    entry: Mapping[str, Any],
    document: Mapping[str, Any],
    base: str,
    method_id: str,
    issuer: str,
    controllers: Controllers,
) -> Finding:
    ended = end_of(entry, controllers.now)
    if ended is not None:
        return ended
    if base != issuer:
        return _listed(method_id, issuer, controllers)
    if entry.get("controller", issuer) != issuer:
        return failed("controller_mismatch", f"controlled by {entry.get('controller')}")
    if not in_relationship(document, entry, controllers.relationship):
        detail = f"{method_id} is not under {controllers.relationship}"
        return failed("key_not_for_assertion", detail, purpose=controllers.relationship)
    return passed("key_authorized", method_id, method=method_id, issuer=issuer)


def _listed(
    method_id: str,
    issuer: str,
    controllers: Controllers,
) -> Finding:
    """A key under another identifier counts only if the issuer's own document lists it."""
    own = controllers.document(issuer)
    if isinstance(own, Finding):
        return own
    if any(reference == method_id for reference in as_list(own.get(controllers.relationship))):
        return passed("key_authorized", method_id, method=method_id, issuer=issuer)
    return failed(
        "controller_mismatch",
        f"{method_id} is not a key of {issuer}",
        method=method_id,
        issuer=issuer,
    )


def issuer_keys(issuer: str, controllers: Controllers) -> list[PublicKey] | Finding:
    """Every usable key that `issuer` lists under assertionMethod, or what stood in the way."""
    document = controllers.document(issuer)
    if isinstance(document, Finding):
        return document
    found = []
    for entry in entries(document):
        if not in_relationship(document, entry, controllers.relationship):
            continue
        if entry.get("controller", issuer) != issuer or end_of(entry, controllers.now):
            continue
        try:
            found.append(key_of(entry))
        except BadKey:
            continue
    return found
