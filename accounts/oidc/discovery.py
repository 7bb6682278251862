"""What a provider says about itself (OpenID Connect Discovery 1.0, sections 3 and 4)."""

import contextlib
import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

from accounts.oidc.problems import SsoProblem
from portal.kernel.outbound import Limits, OutboundError, guarded_fetch
from portal.kernel.outbound.targets import target_of

PATH = "/.well-known/openid-configuration"
LIMITS = Limits(total_seconds=8, connect_seconds=4, max_bytes=300_000)
MAX_ISSUER_CHARACTERS = 500
KEPT_SECONDS = 60


class Provider(NamedTuple):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    # Whether our secret goes into a header (client_secret_basic). Into the body where the provider
    # takes that: about the header providers disagree how a ":" or "%" in a secret is written.
    wants_basic: bool
    # Whether it names itself when it sends people back (RFC 9207).
    says_issuer: bool


def checked_issuer(issuer: str) -> str:
    """The issuer as it was given. Raises SsoProblem for an address that we would not ask."""
    try:
        target = target_of(issuer)
    except OutboundError:
        raise SsoProblem("issuer_refused") from None
    if target.url != issuer or "?" in issuer or len(issuer) > MAX_ISSUER_CHARACTERS:
        raise SsoProblem("issuer_refused")
    return issuer


def discover(issuer: str, *, ask: Callable[[str, str], dict[str, Any]] | None = None) -> Provider:
    """Ask the provider what it is. Raises SsoProblem."""
    address = f"{checked_issuer(issuer).rstrip('/')}{PATH}"
    found = (ask or fetch_object)(address, "bad_discovery")
    # Section 4.3: the two must be exactly the same.
    if found.get("issuer") != issuer:
        raise SsoProblem("issuer_differs")
    if "code" not in _texts(found, "response_types_supported", ["code"]):
        raise SsoProblem("no_code_flow")
    methods = _texts(found, "token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if not {"client_secret_basic", "client_secret_post"} & set(methods):
        raise SsoProblem("bad_discovery")
    return Provider(
        issuer=issuer,
        authorization_endpoint=_endpoint(found, "authorization_endpoint"),
        token_endpoint=_endpoint(found, "token_endpoint"),
        jwks_uri=_endpoint(found, "jwks_uri"),
        userinfo_endpoint=_endpoint(found, "userinfo_endpoint", needed=False),
        wants_basic="client_secret_post" not in methods,
        says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
    )


def fetch_object(url: str, code: str) -> dict[str, Any]:
    """A JSON object from an address of the provider. Raises SsoProblem, with `code` for what is
    there and unfit."""
    try:
        answer = guarded_fetch(url, limits=LIMITS)
    except OutboundError as error:
        raise SsoProblem("provider_unreachable" if error.transient else code) from None
    return json_object(answer.body, code)


def json_object(body: bytes, code: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise SsoProblem(code) from None
    if not isinstance(found, dict):
        raise SsoProblem(code)
    return found


def kept_object(url: str, code: str) -> dict[str, Any]:
    """As fetch_object, asked at most once a minute, and three times where there is no answer:
    for what anybody can make us ask."""
    name = f"provider:{hashlib.sha256(url.encode()).hexdigest()[:32]}"
    try:
        kept = cache.get(name)
    except (RedisError, OSError):
        return fetch_object(url, code)
    if kept is not None:
        if "problem" in kept:
            raise SsoProblem(kept["problem"])
        return dict(kept["found"])
    kept, seconds = {}, KEPT_SECONDS
    try:
        kept["found"] = fetch_object(url, code)
    except SsoProblem as problem:
        kept["problem"], seconds = problem.code, KEPT_SECONDS // 3
        raise
    finally:
        with contextlib.suppress(RedisError, OSError):
            cache.set(name, kept, timeout=seconds)
    return dict(kept["found"])


def _endpoint(found: dict[str, Any], name: str, *, needed: bool = True) -> str:
    """An address that we, or a browser on our word, may go to."""
    url = found.get(name)
    if url is None and not needed:
        return ""
    try:
        return target_of(url).url if isinstance(url, str) else _refuse()
    except OutboundError:
        return _refuse()


def _refuse() -> str:
    raise SsoProblem("bad_discovery")


def _texts(found: dict[str, Any], name: str, default: list[str]) -> list[str]:
    value = found.get(name, default)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
