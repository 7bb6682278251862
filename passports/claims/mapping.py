"""Which claim a credential would support."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from passports.claims import KINDS, attested, reading
from passports.claims.details import BadDetails, checked
from passports.models import ClaimKind
from passports.standards.frozen import as_dict
from passports.standards.types import Summary

# A certification takes every credential that no other kind takes, so it is asked last.
_ORDER = (
    ClaimKind.LICENSE,
    ClaimKind.EMPLOYMENT,
    ClaimKind.LANGUAGE,
    ClaimKind.VOLUNTEERING,
    ClaimKind.MILITARY_SERVICE,
    ClaimKind.EDUCATION,
    ClaimKind.SKILL,
    ClaimKind.CERTIFICATION,
)

# Credentials about credentials, issuers and lists: true of no person.
_NOT_ABOUT_A_PERSON = {
    "bitstringstatuslistcredential",
    "endorsementcredential",
    "revocationlist2020credential",
    "statuslist2021credential",
    "verifiablepresentation",
}


class Proposed(NamedTuple):
    """A kind, and initial values for its form (JSON: dates are texts)."""

    kind: ClaimKind
    values: dict[str, Any]


def propose(summary: Summary | Mapping[str, Any], data: Mapping[str, Any]) -> Proposed | None:
    """The claim that this credential would support, or None when it names no achievement.

    `summary` is the summary of the credential, as read or as stored; `data` the credential itself.
    """
    if isinstance(summary, Summary):
        summary = as_dict(summary)
    if reading.types_of(summary, data) & _NOT_ABOUT_A_PERSON:
        return None
    if attested.is_attestation(summary.get("types") or ()):
        said = attested.from_attestation(data)
        return Proposed(*said) if said and said[1]["title"] else None
    for name in _ORDER:
        values = KINDS[name].from_credential(summary, data)
        if values is None:
            continue
        if not values["title"]:
            return None
        try:
            values["details"] = checked(KINDS[name].schema, values["details"])
        except BadDetails:
            values["details"] = {}
        return Proposed(name, values)
    return None
