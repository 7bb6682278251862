"""Is the badge about the person who holds it?

https://www.imsglobal.org/spec/ob/v2p0/#IdentityObject
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats.format import as_list
from passports.standards.hints import Any
from passports.standards.recipient import matches_email
from passports.standards.types import Identity


def check_recipient(data: Mapping[str, Any], identities: Sequence[Identity] | None) -> Finding:
    """Whether the recipient is one of `identities`; None means that nobody asks."""
    if identities is None:
        return not_applicable("not_asked")
    comparable = False
    for who in as_list(data.get("recipient")):
        claimed = {"hashed": False, "identityHash": who, "type": "email"}
        if isinstance(who, Mapping):
            claimed = {
                "hashed": bool(who.get("hashed")),
                "identityHash": who.get("identity"),
                "salt": who.get("salt"),
                "type": who.get("type"),
            }
        kind = "email" if claimed["type"] == "email" else "did"
        known = [item.value for item in identities if item.kind == kind]
        if any(matches_email(claimed, value) for value in known):
            return passed("recipient_matches", kind, kind=kind)
        comparable = comparable or bool(known)
    if comparable:
        return failed("recipient_differs", "names somebody else")
    return could_not("recipient_not_comparable", "names nobody that could be compared")
