"""A provider says that somebody has signed out (OpenID Connect Back-Channel Logout 1.0).

Source: https://openid.net/specs/openid-connect-backchannel-1_0.html, sections 2.4 to 2.6.
"""

import base64
import json
from typing import Any, NamedTuple

from accounts.oidc.discovery import discover, kept_object
from accounts.oidc.problems import SsoProblem
from accounts.oidc.tokens import MAX_TOKEN_CHARACTERS, check_claims, signed_claims, text_claim

EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Said by the type, where the provider gives one: nothing else that it signs is a logout token.
_TYPES = frozenset({"logout+jwt", "jwt"})


class SignedOut(NamedTuple):
    """Whom: all sessions of a subject, or one session (`sid`), up to a moment of the provider's
    clock. One of the two is there."""

    subject: str
    sid: str
    at: int


def signed_out(token: str, *, issuer: str, client_id: str) -> SignedOut:
    """Whom this logout token signs out. Raises SsoProblem for anything but a good one.

    What it says is looked at before the provider is asked for its keys, so that nonsense makes
    nobody fetch anything.
    """
    if not isinstance(token, str) or not 0 < len(token) <= MAX_TOKEN_CHARACTERS:
        raise SsoProblem("bad_token")
    _read(_unverified(token), issuer, client_id)
    header, claims = signed_claims(
        token, provider=discover(issuer, ask=kept_object), ask=kept_object
    )
    kind = header.get("typ", "jwt")
    if not isinstance(kind, str) or kind.lower().removeprefix("application/") not in _TYPES:
        raise SsoProblem("bad_token")
    return _read(claims, issuer, client_id)


def _read(claims: dict[str, Any], issuer: str, client_id: str) -> SignedOut:
    check_claims(claims, issuer=issuer, client_id=client_id)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise SsoProblem("bad_token")
    # An ID token is none (section 2.4), and neither is a token without a name of its own.
    if "nonce" in claims or not text_claim(claims, "jti"):
        raise SsoProblem("bad_token")
    subject = text_claim(claims, "sub") if "sub" in claims else ""
    sid = text_claim(claims, "sid") if "sid" in claims else ""
    if not subject and not sid:
        raise SsoProblem("bad_token")
    return SignedOut(subject=subject, sid=sid, at=int(claims["iat"]))


def _unverified(token: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(parts) != 3:
        raise SsoProblem("bad_token")
    try:
        body = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        claims = json.loads(body)
    except (ValueError, RecursionError):
        raise SsoProblem("bad_token") from None
    if not isinstance(claims, dict):
        raise SsoProblem("bad_token")
    return claims
