"""The objects that a badge is made of: the assertion, its badge class, their issuer.

Whoever holds a badge could write anything into it. An object is believed to be somebody's only
where it was fetched from that somebody's address, so what is embedded under an address is fetched
from there and compared. An object's identity is the address that answered, never what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from passports.standards import strict_json
from passports.standards.baking import PNG_SIGNATURE, unbake_png
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed
from passports.standards.formats.format import as_list
from passports.standards.formats.text import id_of
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.types import Fetched, FetchFailed, NotACredential


@frozen
class Object:
    """One object. `address` is where it was fetched from; empty for what only stands inside."""

    data: Mapping[str, Any]
    address: str = ""
    # Why what stands inside could not be compared with what its address answers.
    problem: Finding | None = None


def load(value: object, environment: Environment) -> Object | Finding:
    """The object that a member names by its address, or holds; or what stood in the way."""
    value = next(iter(as_list(value)), None)
    address = id_of(value)
    embedded = value if isinstance(value, Mapping) and set(value) - {"id", "type"} else None
    if not is_web(address):
        if embedded is not None:
            return Object(embedded)
        return could_not(
            "badge_object_unreachable", f"no web address: {address[:200]}", url=address
        )
    fetched = fetch_object(address, environment)
    if isinstance(fetched, Finding):
        return Object(embedded, "", fetched) if embedded is not None else fetched
    if embedded is not None:
        differing = differences(embedded, fetched.data)
        if differing:
            listed = ", ".join(differing)
            problem = failed("hosted_differs", f"{address}: {listed}", url=address, members=listed)
            return Object(fetched.data, fetched.address, problem)
    return fetched


def fetch_object(address: str, environment: Environment) -> Object | Finding:
    """The JSON object at an address, or what stood in the way."""
    fetched = fetch_badge(address, environment)
    if isinstance(fetched, Finding):
        return fetched
    try:
        body = fetched.body
        if body.startswith(PNG_SIGNATURE):
            # Some issuers answer with the badge's image, which holds the assertion.
            body = unbake_png(body, limits=environment.limits)
        data = strict_json.loads(body, limits=environment.limits)
    except NotACredential as error:
        return could_not("bad_badge_object", f"{address}: {error.code}", url=address)
    except strict_json.BadJson as error:
        return could_not("bad_badge_object", f"{address}: {error.code}", url=address)
    if not isinstance(data, dict):
        return could_not("bad_badge_object", f"{address}: not an object", url=address)
    return Object(data, address)


def fetch_badge(address: str, environment: Environment) -> Fetched | Finding:
    """What is at an address. A redirect to another host is not that host's own answer.

    Badges of before 2018 often name http addresses, where the same host answers over https.
    """
    try:
        fetched = fetch_either(address, environment)
    except FetchFailed as error:
        code = "badge_object_missing" if error.code == "not_found" else "badge_object_unreachable"
        return could_not(
            code,
            f"{error.url}: {error.code} {error.detail}".strip(),
            url=address,
            reason=error.code,
            transient=error.transient,
        )
    if host_of(fetched.url) != host_of(address):
        return failed("hosted_elsewhere", f"{address} leads to {fetched.url}", url=fetched.url)
    return fetched


def fetch_either(address: str, environment: Environment) -> Fetched:
    """What is at an address; over https where http is refused. Raises FetchFailed."""
    try:
        return environment.fetch(address)
    except FetchFailed as error:
        if error.code != "refused" or not address.startswith("http:"):
            raise
        return environment.fetch(f"https:{address.removeprefix('http:')}")


def differences(given: Mapping[str, Any], hosted: Mapping[str, Any]) -> list[str]:
    """The members in which two versions of one object say different things."""
    names = (set(given) | set(hosted)) - {"@context"}
    return sorted(
        name[:100] for name in names if not _same(given.get(name), hosted.get(name), top=True)
    )


def _same(one: object, other: object, *, top: bool = False) -> bool:
    """Equal but for what means the same: one value or a list of it, an object or its address."""
    first, second = as_list(one), as_list(other)
    if len(first) != len(second):
        return False
    for left, right in zip(first, second, strict=True):
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            if any(not _same(left.get(n), right.get(n)) for n in set(left) | set(right)):
                return False
        elif top and isinstance(left, Mapping) != isinstance(right, Mapping):
            if not id_of(left) or id_of(left) != id_of(right):
                return False
        elif left != right or isinstance(left, bool) != isinstance(right, bool):
            return False
    return True


def is_web(address: object) -> bool:
    """Whether this is an http or https address with a host."""
    return isinstance(address, str) and bool(host_of(address))


def host_of(address: str) -> str:
    """Host and, unless it is the usual one, port of a web address, in lower case; else empty."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return ""
    return parts.hostname if port in (None, 80, 443) else f"{parts.hostname}:{port}"
