"""Is the credential about the person who holds it? Only proven identities are compared.

Identity objects: https://www.imsglobal.org/spec/ob/v3p0/#identityobject
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats.format import as_list
from passports.standards.hints import Any
from passports.standards.types import Identity
from passports.standards.uris import is_did

HASHES = {"sha256": "sha256", "md5": "md5", "sha512": "sha512"}
MAX_IDENTIFIERS = 50


def check_recipient(data: Mapping[str, Any], identities: Sequence[Identity] | None) -> Finding:
    """Whether a subject of `data` is one of `identities`; None means that nobody asks."""
    if identities is None:
        return not_applicable("not_asked")
    emails = [item.value for item in identities if item.kind == "email"]
    dids = [item.value for item in identities if item.kind == "did"]
    comparable = False
    for subject in as_list(data.get("credentialSubject")):
        if not isinstance(subject, Mapping):
            continue
        # Both spellings are signed alike, so both must be read.
        identifier = subject.get("id", subject.get("@id"))
        if isinstance(identifier, str) and is_did(identifier):
            if identifier in dids:
                return passed("recipient_matches", "did", kind="did")
            comparable = comparable or bool(dids)
        for claimed in _emails(subject):
            if any(matches_email(claimed, email) for email in emails):
                return passed("recipient_matches", "email", kind="email")
            comparable = comparable or bool(emails)
    if comparable:
        return failed("recipient_differs", "names somebody else")
    return could_not("recipient_not_comparable", "names nobody that could be compared")


def _emails(subject: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Email identities of a subject, in the shape of an IdentityObject."""
    found: list[Mapping[str, Any]] = []
    for item in as_list(subject.get("identifier"))[:MAX_IDENTIFIERS]:
        if isinstance(item, Mapping) and item.get("identityType") == "emailAddress":
            found.append(item)
    plain = [subject.get("email")]
    identifier = subject.get("id", subject.get("@id"))
    if isinstance(identifier, str) and identifier.lower().startswith("mailto:"):
        plain.append(identifier[len("mailto:") :])
    found += [{"hashed": False, "identityHash": p} for p in plain if isinstance(p, str)]
    return found


def matches_email(claimed: Mapping[str, Any], email: str) -> bool:
    """Whether an IdentityObject, plain or hashed with its salt, is `email`."""
    value = claimed.get("identityHash")
    if not isinstance(value, str):
        return False
    if not claimed.get("hashed"):
        return value.strip().casefold() == email.strip().casefold()
    import hashlib
    import hmac

    name, _, digest = value.partition("$")
    if name not in HASHES:
        return False
    salt = claimed.get("salt")
    salt = salt if isinstance(salt, str) else ""
    for form in {email, email.lower()}:
        made = hashlib.new(HASHES[name], (form + salt).encode(), usedforsecurity=False).hexdigest()
        if hmac.compare_digest(made.encode(), digest.lower().encode()):
            return True
    return False
