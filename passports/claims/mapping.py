"""Which claim a credential would support."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passports.claims import KINDS
from passports.claims.details import BadDetails, checked
from passports.models import ClaimKind

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


@dataclass(frozen=True, slots=True)
class Proposed:
    """A kind, and initial values for its form (JSON: dates are texts)."""

    kind: ClaimKind
    values: dict[str, Any]


def propose(summary: Mapping[str, Any], data: Mapping[str, Any]) -> Proposed | None:
    """The claim that this credential would support, or None when it names no achievement.

    `summary` is the stored summary of the credential, `data` the credential itself.
    """
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
