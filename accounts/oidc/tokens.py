"""What an ID token says, once it is known to be the provider's, for us, for this sign-in
(OpenID Connect Core 1.0, section 3.1.3.7)."""

import math
import time
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from accounts.oidc.discovery import Provider, fetch_object
from accounts.oidc.problems import SsoProblem

# By signature with the provider's own key only: no `none`, nothing with a shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
CLOCK_SKEW_SECONDS = 60
MAX_TOKEN_CHARACTERS = 20_000
MOST_KEYS = 50
MAX_NAME_CHARACTERS = 255
# Whoever has an older one has had time enough.
MAX_AGE_SECONDS = 3600


class Person(NamedTuple):
    """Whom the provider vouches for."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str
    # Which session at the provider, where it says so, and when it said all this (its own clock).
    sid: str = ""
    issued_at: int = 0


def verified_claims(
    token: str, *, provider: Provider, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of an ID token. Raises SsoProblem for anything but a good one."""
    _header, claims = signed_claims(token, provider=provider)
    check_claims(claims, issuer=provider.issuer, client_id=client_id)
    if claims.get("nonce") != nonce:
        raise SsoProblem("wrong_nonce")
    text_claim(claims, "sub")
    return claims


def signed_claims(
    token: str, *, provider: Provider, ask: Callable[[str, str], dict[str, Any]] = fetch_object
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of what this provider has signed, whatever it says. Raises SsoProblem."""
    if not isinstance(token, str) or len(token) > MAX_TOKEN_CHARACTERS:
        raise SsoProblem("bad_token")
    try:
        with warnings.catch_warnings():
            # A short key is the provider's own business; it is no reason to break.
            warnings.simplefilter("ignore")
            decoded = jwt.decode(token, _keys(provider, ask), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        raise SsoProblem("bad_token") from None
    return dict(decoded.header), dict(decoded.claims)


def check_claims(claims: dict[str, Any], *, issuer: str, client_id: str) -> None:
    """By whom, for whom and when: the same for every token of a provider. Raises SsoProblem."""
    if claims.get("iss") != issuer:
        raise SsoProblem("wrong_issuer")
    _check_audience(claims, client_id)
    _check_times(claims)


def text_claim(claims: dict[str, Any], name: str) -> str:
    """A name that the provider gave somebody or something. Raises SsoProblem("bad_token")."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_NAME_CHARACTERS or "\0" in value:
        raise SsoProblem("bad_token")
    return value


def person_of(claims: dict[str, Any], provider: Provider) -> Person:
    email, name = claims.get("email"), claims.get("name")
    return Person(
        issuer=provider.issuer,
        subject=claims["sub"],
        email=email.strip().lower() if isinstance(email, str) else "",
        # True and nothing like it: "false" is true to whoever asks carelessly.
        email_verified=claims.get("email_verified") is True,
        name=name if isinstance(name, str) else "",
        sid=text_claim(claims, "sid") if "sid" in claims else "",
        issued_at=int(claims["iat"]),
    )


def _keys(provider: Provider, ask: Callable[[str, str], dict[str, Any]]) -> KeySet:
    found = ask(provider.jwks_uri, "bad_token").get("keys")
    if not isinstance(found, list) or len(found) > MOST_KEYS:
        raise SsoProblem("bad_token")
    public = [
        key
        for key in found
        if isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use") != "enc"
    ]
    return KeySet.import_key_set({"keys": public})  # type: ignore[arg-type,typeddict-item]


def _check_audience(claims: dict[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    several = audience if isinstance(audience, list) else [audience]
    if client_id not in several:
        raise SsoProblem("wrong_audience")
    if (len(several) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise SsoProblem("wrong_audience")


def _check_times(claims: dict[str, Any]) -> None:
    now = time.time()
    expires, issued, starts = (claims.get(name) for name in ("exp", "iat", "nbf"))
    for value in (expires, issued):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SsoProblem("bad_token")
        # JSON readers take NaN, which is neither before nor after anything.
        if not math.isfinite(value):
            raise SsoProblem("bad_token")
    if expires <= now - CLOCK_SKEW_SECONDS or issued < now - MAX_AGE_SECONDS:
        raise SsoProblem("token_expired")
    if issued > now + CLOCK_SKEW_SECONDS:
        raise SsoProblem("token_expired")
    if isinstance(starts, int | float) and starts > now + CLOCK_SKEW_SECONDS:
        raise SsoProblem("token_expired")
