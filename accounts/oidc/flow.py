"""One sign-in: out to the provider with a state, a nonce and a PKCE challenge, and back once."""

import base64
import hashlib
import secrets
import time
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.utils.crypto import constant_time_compare

from accounts.oidc.discovery import LIMITS, Provider, discover, json_object
from accounts.oidc.problems import SsoProblem
from accounts.oidc.tokens import Person, person_of, verified_claims
from portal.kernel.outbound import OutboundError, Reply, guarded_send

SCOPE = "openid email profile"
MINUTES = 10
MAX_CODE_CHARACTERS = 4000


class Flow(NamedTuple):
    """What a browser's session remembers while its person is at the provider."""

    state: str
    nonce: str
    verifier: str
    issuer: str
    client_id: str
    redirect_uri: str
    begun_at: float


def begin(*, issuer: str, client_id: str, redirect_uri: str) -> tuple[Flow, str]:
    """What to remember, and the address to send the browser to. Raises SsoProblem."""
    provider = discover(issuer)
    flow = Flow(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        issuer=issuer,
        client_id=client_id,
        redirect_uri=redirect_uri,
        begun_at=time.time(),
    )
    query = urlencode(
        {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "scope": SCOPE,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": _challenge(flow.verifier),
            "code_challenge_method": "S256",
        }
    )
    endpoint = provider.authorization_endpoint
    return flow, f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{query}"


def finish(flow: Flow, *, answer: dict[str, str], client_secret: str) -> Person:
    """The person whom the provider sent back with this answer, the parameters of the address.

    The caller has taken the flow out of the session: it is used once. Raises SsoProblem.
    """
    if not constant_time_compare(answer.get("state", ""), flow.state):
        raise SsoProblem("flow_lost")
    if time.time() - flow.begun_at > MINUTES * 60:
        raise SsoProblem("flow_lost")
    provider = discover(flow.issuer)
    says = answer.get("iss")
    if (says is None and provider.says_issuer) or (says is not None and says != flow.issuer):
        raise SsoProblem("wrong_issuer")
    code = answer.get("code", "")
    if "error" in answer or not code or len(code) > MAX_CODE_CHARACTERS:
        raise SsoProblem("denied")
    tokens = _exchange(provider, flow, code, client_secret)
    claims = verified_claims(
        tokens.get("id_token", ""),
        provider=provider,
        client_id=flow.client_id,
        nonce=flow.nonce,
    )
    if "email" not in claims and provider.userinfo_endpoint:
        claims |= _more_about(claims["sub"], provider, tokens.get("access_token"))
    return person_of(claims, provider)


def _exchange(provider: Provider, flow: Flow, code: str, secret: str) -> dict[str, Any]:
    """The tokens for a code (section 3.1.3)."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": flow.redirect_uri,
        "code_verifier": flow.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if provider.wants_basic:
        # RFC 6749, section 2.3.1: both are encoded as in a form first.
        pair = f"{quote(flow.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": flow.client_id, "client_secret": secret}
    reply = _send(provider.token_endpoint, headers=headers, body=urlencode(form).encode())
    if reply.status != 200:
        try:
            error = json_object(reply.body, "code_refused").get("error")
        except SsoProblem:
            error = None
        raise SsoProblem("client_refused" if error == "invalid_client" else "code_refused")
    return json_object(reply.body, "code_refused")


def _more_about(subject: str, provider: Provider, token: Any) -> dict[str, Any]:
    """The email address where the ID token is silent (section 5.3). It is about the same person, or
    it is not used."""
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        return {}
    reply = _send(
        provider.userinfo_endpoint, method="GET", headers={"Authorization": f"Bearer {token}"}
    )
    if reply.status != 200 or reply.media_type != "application/json":
        return {}
    found = json_object(reply.body, "no_email")
    if found.get("sub") != subject:
        raise SsoProblem("wrong_subject")
    return {key: found[key] for key in ("email", "email_verified", "name") if key in found}


def _send(url: str, **request: Any) -> Reply:
    try:
        return guarded_send(url, limits=LIMITS, **request)
    except OutboundError:
        raise SsoProblem("provider_unreachable") from None


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
