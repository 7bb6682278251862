"""Has the credential been revoked or suspended? One file and one registry line a method.

A method is a function of the entry, the credential's issuer and the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, not_applicable
from passports.standards.formats.format import as_list, types_of
from passports.standards.status import bitstring_status_list

CheckStatus = Callable[[Mapping[str, Any], str, Environment], Finding]

METHODS: Mapping[str, CheckStatus] = {
    "BitstringStatusListEntry": bitstring_status_list.check_entry,
}
MAX_ENTRIES = 4


def check_status(
    data: Mapping[str, Any], *, issuer: str, environment: Environment
) -> list[Finding]:
    """One finding for each status entry of a credential; one `no_status` if it names none."""
    entries = as_list(data.get("credentialStatus"))
    if not entries:
        return [not_applicable("no_status")]
    if len(entries) > MAX_ENTRIES:
        return [could_not("too_many_status_entries", str(len(entries)), count=len(entries))]
    return [_check_one(entry, issuer, environment) for entry in entries]


def _check_one(entry: object, issuer: str, environment: Environment) -> Finding:
    types = types_of(entry) if isinstance(entry, Mapping) else ()
    for name in types:
        if name in METHODS and isinstance(entry, Mapping):
            return METHODS[name](entry, issuer, environment)
    named = ", ".join(types)[:100]
    return could_not("unsupported_status_method", named, method=named)
