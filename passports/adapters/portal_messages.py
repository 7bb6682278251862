"""Messages between portals: a compact JWS by the portal's own key, named in its did:web document.

RFC 7515 and 7519; docs/portal-to-portal.md says what is in them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from passports.adapters.fetching import MemoFetch
from passports.adapters.key_wrapping import unwrap
from passports.adapters.own_identity import method_id, own_did
from passports.models import IssuingKey
from passports.standards import strict_json
from passports.standards.encodings import encode_base64url
from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.keys import BadKey
from passports.standards.proofs.vc_jose import BadToken, check_signature, read_token
from passports.standards.types import DEFAULT_LIMITS, FetchFailed, Outcome, Token
from passports.standards.verification_methods import (
    ASSERTION,
    end_of,
    in_relationship,
    key_of,
    named_entry,
)

TYPE = "portal-request+jwt"
_RESOLVE_SECONDS = 5.0
_KEPT_SECONDS = 300
# A key that is not in the document that we have may be new: but not every second.
_AGAIN_SECONDS = 30
# One that is down costs one timeout in so long, not one for each of its inquiries.
_DOWN_SECONDS = 20
_UNREACHABLE = "keys_unreachable"


class NotSigned(Exception):
    """The message is not what the portal that it names has signed. `code` says why; `transient`:
    its keys could not be fetched."""

    def __init__(self, code: str, *, transient: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.transient = transient


def signed(claims: Mapping[str, Any], *, key: IssuingKey) -> str:
    """A message of this portal, as a compact JWS by an Ed25519 key of its own."""
    pair = unwrap(key)
    header = {"alg": pair.algorithm, "typ": TYPE, "kid": method_id(own_did(None), key)}
    text = ".".join(encode_base64url(_compact(part)) for part in (header, claims))
    return f"{text}.{encode_base64url(pair.sign(text.encode()))}"


def opened(text: str) -> Token:
    """A message taken apart, of which nothing is believed before `require_signed`.

    Raises NotSigned.
    """
    try:
        token = read_token(text, limits=DEFAULT_LIMITS)
    except BadToken as bad:
        raise NotSigned(bad.code) from bad
    if token.header.get("typ") != TYPE or token.header.get("alg") != "EdDSA":
        raise NotSigned("wrong_type")
    return token


def require_signed(token: Token, *, did: str, now: datetime) -> None:
    """Raises NotSigned unless a key that the document of `did` lists for assertions, and that has
    not ended, has signed this."""
    kid = token.header.get("kid")
    if not isinstance(kid, str) or not kid.startswith(f"{did}#"):
        raise NotSigned("wrong_key")
    entry = _listed(_known(did), kid) or _listed(_fetched(did), kid)
    if entry is None or end_of(entry, now) is not None:
        raise NotSigned("key_not_found")
    try:
        finding = check_signature(token, key_of(entry))
    except BadKey as bad:
        raise NotSigned(bad.code) from bad
    if finding.outcome is not Outcome.PASSED:
        raise NotSigned(finding.code)


def _listed(document: Mapping[str, Any] | None, kid: str) -> Mapping[str, Any] | None:
    entry = named_entry(document, kid) if document else None
    if document is None or entry is None or not in_relationship(document, entry, ASSERTION):
        return None
    return entry


def _fetched(did: str) -> Mapping[str, Any]:
    name = f"portal-document:{did}"
    if _remembered(f"{name}:asked"):
        raise NotSigned("key_not_found")
    if why := _remembered(f"{name}:down"):
        raise NotSigned(why, transient=why == _UNREACHABLE)
    try:
        document = resolve(did, fetch=MemoFetch(_RESOLVE_SECONDS, archive=False), keys=None)
    except CannotResolve as error:
        _remember(f"{name}:down", error.code, _DOWN_SECONDS)
        raise NotSigned(error.code) from error
    except FetchFailed as error:
        _remember(f"{name}:down", _UNREACHABLE, _DOWN_SECONDS)
        raise NotSigned(_UNREACHABLE, transient=True) from error
    _remember(name, json.dumps(document), _KEPT_SECONDS)
    _remember(f"{name}:asked", "1", _AGAIN_SECONDS)
    return document


def _known(did: str) -> Mapping[str, Any] | None:
    kept = _remembered(f"portal-document:{did}")
    return strict_json.loads(kept) if kept else None


def _remembered(name: str) -> str | None:
    try:
        return cache.get(name)  # type: ignore[no-any-return]
    except (RedisError, OSError):
        return None


def _remember(name: str, value: str, seconds: int) -> None:
    try:
        cache.set(name, value, seconds)
    except (RedisError, OSError):
        # Without the shared cache the document is fetched each time.
        return


def _compact(part: Mapping[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
