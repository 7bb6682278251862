"""May this issuer host a badge at this address?

https://www.imsglobal.org/spec/ob/v2p0/#VerificationObject: the issuer's profile may name hosts
(`allowedOrigins`) or beginnings of addresses (`startsWith`); one that names neither hosts its
badges where its profile is.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from passports.standards.badges.objects import host_of
from passports.standards.finding import Finding, failed, passed
from passports.standards.formats.format import as_list
from passports.standards.hints import Any


def check_scope(address: str, issuer: Mapping[str, Any], issuer_address: str) -> Finding:
    """Whether a badge at `address` lies where the issuer, fetched from `issuer_address`, hosts."""
    policy = issuer.get("verification")
    policy = policy if isinstance(policy, Mapping) else {}
    params = {"url": address, "issuer": issuer_address}
    beginnings = [item for item in as_list(policy.get("startsWith")) if isinstance(item, str)]
    hosts = [item for item in as_list(policy.get("allowedOrigins")) if isinstance(item, str)]
    if "startsWith" in policy and not any(_begins(address, item) for item in beginnings):
        return failed("hosted_out_of_scope", f"{address} begins with none of these", **params)
    if "allowedOrigins" in policy:
        inside = any(_is_host(address, item) for item in hosts)
    elif "startsWith" in policy:
        inside = True
    else:
        inside = host_of(address) == host_of(issuer_address)
    if not inside:
        return failed("hosted_out_of_scope", f"{address} is not on an issuer's host", **params)
    return passed("hosted_in_scope", f"{address} is in the scope of {issuer_address}", **params)


def _begins(address: str, beginning: str) -> bool:
    """A beginning names its host in full, and nothing may climb out of the folder it names."""
    path = unquote(urlsplit(address).path)
    climbs = any(part in {".", ".."} for part in path.split("/"))
    same_host = bool(host_of(beginning)) and host_of(address) == host_of(beginning)
    return same_host and not climbs and address.startswith(beginning)


def _is_host(address: str, origin: str) -> bool:
    """An origin is written as a host, with or without its scheme."""
    named = host_of(origin) if "//" in origin else host_of(f"https://{origin}")
    return bool(named) and named == host_of(address)
