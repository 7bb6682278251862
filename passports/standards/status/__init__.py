"""Has the credential been revoked or suspended? One file and one registry line a method.

A method is a function of the entry, the credential that holds it and the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, not_applicable
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.lazy import LazyRegistry

CheckStatus = Callable[[Mapping[str, Any], Mapping[str, Any], Environment], Finding]

METHODS: Mapping[str, CheckStatus] = LazyRegistry(
    __name__,
    {
        "BitstringStatusListEntry": "bitstring_status_list.check_entry",
        "StatusList2021Entry": "status_list_2021.check_entry",
        "RevocationList2020Status": "revocation_list_2020.check_entry",
        "1EdTechRevocationList": "edtech_revocation_list.check_entry",
    },
)
MAX_ENTRIES = 4


def check_status(
    data: Mapping[str, Any], environment: Environment, *, claims: Mapping[str, Any] | None = None
) -> list[Finding]:
    """One finding for each status entry of a credential; one `no_status` if it names none.

    `claims` are those of the token around it, which may name its status in one of their own.
    """
    entries = as_list(data.get("credentialStatus"))
    reference = _reference_in(claims or {})
    if not entries and reference is None:
        return [not_applicable("no_status")]
    if len(entries) > MAX_ENTRIES:
        return [could_not("too_many_status_entries", str(len(entries)), count=len(entries))]
    found = [_check_one(entry, data, environment) for entry in entries]
    if reference is not None:
        from passports.standards.status import token_status_list

        found.append(token_status_list.check_reference(reference, data, environment))
    return found


def _reference_in(claims: Mapping[str, Any]) -> object:
    if "status" not in claims:
        return None
    from passports.standards.status import token_status_list

    return token_status_list.reference_in(claims)


def _check_one(entry: object, data: Mapping[str, Any], environment: Environment) -> Finding:
    types = types_of(entry) if isinstance(entry, Mapping) else ()
    for name in types:
        if name in METHODS and isinstance(entry, Mapping):
            return METHODS[name](entry, data, environment)
    named = ", ".join(types)[:100]
    return could_not("unsupported_status_method", named, method=named)
