"""Badges signed as a compact JWS with a key that their issuer publishes.

https://www.imsglobal.org/spec/ob/v2p0/#SignedBadge. The key is
believed where it stands: it names the issuer as its owner, and the issuer's profile names it.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import keys
from passports.standards.badges.objects import (
    Object,
    fetch_badge,
    fetch_object,
    host_of,
    is_web,
)
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.text import id_of
from passports.standards.hints import Any
from passports.standards.keys import BadKey, PublicKey
from passports.standards.proofs.vc_jose import BadToken, check_signature, read_token
from passports.standards.types import Limits

MAX_PEM_BYTES = 16_000


def check_signed(
    token: str, how: Mapping[str, Any], issuer: Object, environment: Environment
) -> tuple[Finding, Finding]:
    """The proof and the issuer's key of a signed assertion whose `verification` is `how`."""
    found = _key_object(how, issuer, environment)
    if isinstance(found, Finding):
        return could_not("key_unavailable", found.detail, **dict(found.params)), found
    key_object, authority = found
    try:
        key = keys.from_pem(key_object.data.get("publicKeyPem"))
    except BadKey as error:
        make = could_not if error.code.startswith("unsupported_") else failed
        problem = make(error.code, error.detail, **error.params)
        return problem, problem
    return _signature(token, key, environment.limits), authority


def _signature(text: str, key: PublicKey, limits: Limits) -> Finding:
    try:
        token = read_token(text, limits=limits)
    except BadToken as error:
        return failed("malformed_proof", error.detail)
    return check_signature(token, key)


def _key_object(
    how: Mapping[str, Any], issuer: Object, environment: Environment
) -> tuple[Object, Finding] | Finding:
    """The key that signed, and whether it is the issuer's."""
    old = how.get("url")
    if isinstance(old, str) and "creator" not in how:
        return _key_of_version_1(old, issuer, environment)
    named = as_list(issuer.data.get("publicKey"))
    listed = [id_of(item) for item in named]
    creator = id_of(how.get("creator"))
    if not creator and len(listed) == 1:
        creator = listed[0]
    if not creator:
        return failed("no_verification_method", "the badge names no key")
    inside = next((k for k in named if isinstance(k, Mapping) and "publicKeyPem" in k
                   and id_of(k) == creator), None)  # fmt: skip
    if inside is not None and issuer.address:
        key = Object(inside, issuer.address)
    else:
        fetched = fetch_object(creator, environment)
        if isinstance(fetched, Finding):
            return fetched
        key = fetched
    return key, _authority(key, creator, listed, issuer)


def _authority(key: Object, creator: str, listed: list[str], issuer: Object) -> Finding:
    params = {"method": creator, "issuer": issuer.address}
    if not issuer.address:
        return issuer.problem or could_not("issuer_not_resolvable", "no address", **params)
    owners = {issuer.address, id_of(issuer.data)}
    owner = id_of(key.data.get("owner"))
    if owner not in owners or creator not in listed:
        return failed(
            "controller_mismatch", f"{creator} is not a key of {issuer.address}", **params
        )
    if key.data.get("revoked") is not None:
        return failed("key_revoked", creator, **params)
    return passed("key_authorized", creator, **params)


def _key_of_version_1(
    address: str, issuer: Object, environment: Environment
) -> tuple[Object, Finding] | Finding:
    """Version 1 publishes a bare PEM at an address of the issuer's host."""
    if not is_web(address):
        return failed("no_verification_method", "verify.url is no address")
    fetched = fetch_badge(address, environment)
    if isinstance(fetched, Finding):
        return fetched
    pem = fetched.body[:MAX_PEM_BYTES].decode("utf-8", "replace")
    key = Object({"publicKeyPem": pem}, address)
    params = {"method": address, "issuer": issuer.address}
    if not issuer.address:
        return key, issuer.problem or could_not("issuer_not_resolvable", "no address", **params)
    if host_of(address) != host_of(issuer.address):
        detail = f"{address} is not on the host of {issuer.address}"
        return key, failed("controller_mismatch", detail, **params)
    return key, passed("key_authorized", address, **params)
