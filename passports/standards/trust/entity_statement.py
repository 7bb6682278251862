"""One signed statement of an OpenID Federation about an entity.

https://openid.net/specs/openid-federation-1_0.html#name-entity-statement
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from passports.standards import keys
from passports.standards.dates import from_numeric_date
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.keys import BadKey, PublicKey
from passports.standards.proofs.algorithms import ALGORITHMS, fits, is_forbidden
from passports.standards.proofs.vc_jose import REFUSED_HEADERS, BadToken, read_token
from passports.standards.types import DEFAULT_LIMITS, Token

TYPE = "entity-statement+jwt"
SKEW = timedelta(seconds=DEFAULT_LIMITS.clock_skew_seconds)
MAX_KEYS = 20
# Claims that change what a statement means; one of these that we do not know stops us.
KNOWN_CRITICAL: frozenset[str] = frozenset()


class NotInFederation(Exception):
    """No chain leads from the entity to the anchor. `code` says why; `transient` ones may do so
    another time."""

    def __init__(self, code: str, detail: str = "", *, transient: bool = False) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.transient = transient


@frozen
class Statement:
    """A statement taken apart. Nothing in it is believed before `signed_by` says so."""

    token: Token

    @property
    def claims(self) -> Mapping[str, Any]:
        return self.token.claims

    @property
    def key_set(self) -> Sequence[Mapping[str, Any]]:
        """The keys that the statement lists for its subject, as JWKs."""
        jwks = self.claims.get("jwks")
        listed = jwks.get("keys") if isinstance(jwks, Mapping) else None
        values = listed if isinstance(listed, list) else []
        return [key for key in values[:MAX_KEYS] if isinstance(key, Mapping)]

    def endpoint(self, name: str) -> str:
        """An https address in the subject's metadata as a federation entity, or nothing."""
        metadata = self.claims.get("metadata")
        entity = metadata.get("federation_entity") if isinstance(metadata, Mapping) else None
        value = entity.get(name) if isinstance(entity, Mapping) else None
        return value if isinstance(value, str) and value.startswith("https://") else ""

    @property
    def name(self) -> str:
        """What the subject is called in its metadata, of whatever kind; untrusted text."""
        metadata = self.claims.get("metadata")
        for entity in metadata.values() if isinstance(metadata, Mapping) else ():
            name = entity.get("organization_name") if isinstance(entity, Mapping) else None
            if isinstance(name, str) and name:
                return name[:300]
        return ""


def read_statement(body: bytes, *, issuer: str, subject: str, now: datetime) -> Statement:
    """The statement of `issuer` about `subject` that holds at `now`. Its signature is not checked
    here. Raises NotInFederation."""
    try:
        token = read_token(body.decode("ascii").strip(), limits=DEFAULT_LIMITS)
    except (UnicodeDecodeError, BadToken) as error:
        raise NotInFederation("bad_statement", str(error)[:200]) from error
    claims = token.claims
    if token.header.get("typ") != TYPE:
        raise NotInFederation("bad_statement", f"not of type {TYPE}")
    if claims.get("iss") != issuer or claims.get("sub") != subject:
        raise NotInFederation("wrong_parties", f"{claims.get('iss')} about {claims.get('sub')}")
    begins, ends = from_numeric_date(claims.get("iat")), from_numeric_date(claims.get("exp"))
    if begins is None or ends is None:
        raise NotInFederation("bad_statement", "iat or exp is missing")
    if begins > now + SKEW or ends < now - SKEW:
        raise NotInFederation("statement_expired", f"{begins:%Y-%m-%d} to {ends:%Y-%m-%d}")
    critical = claims.get("crit")
    if critical is not None and not set(_texts(critical)) <= KNOWN_CRITICAL:
        raise NotInFederation("unsupported_critical", str(critical)[:200])
    return Statement(token)


def check_signature(statement: Statement, key_set: Sequence[Mapping[str, Any]]) -> None:
    """Whether one of these keys, the one that the header names, signed. Raises NotInFederation."""
    header = statement.token.header
    algorithm = header.get("alg")
    if is_forbidden(algorithm) or algorithm not in ALGORITHMS:
        raise NotInFederation("bad_signature", f"algorithm {str(algorithm)[:40]}")
    if any(name in header for name in REFUSED_HEADERS) or not isinstance(header.get("kid"), str):
        raise NotInFederation("bad_signature", "the header names no key, or brings one")
    named = [key for key in key_set if key.get("kid") == header["kid"]]
    for key in (_usable(jwk) for jwk in named):
        if key is None or not fits(str(algorithm), key):
            continue
        verifies = ALGORITHMS[str(algorithm)][1]
        if verifies(key, statement.token.signature, statement.token.signed):
            return
    raise NotInFederation("bad_signature", f"no key {str(header['kid'])[:80]} fits")


def _usable(jwk: Mapping[str, Any]) -> PublicKey | None:
    try:
        return keys.from_jwk(jwk)
    except BadKey:
        return None


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
