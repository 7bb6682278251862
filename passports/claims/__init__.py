"""The kinds of claims: one file and one line here for each."""

from passports.claims import (
    certification,
    education,
    employment,
    language,
    license,
    military_service,
    skill,
    volunteering,
)
from passports.claims.kind import Kind

# In the order in which a passport shows them.
KINDS: dict[str, Kind] = {
    str(kind.name): kind
    for kind in (
        employment.KIND,
        education.KIND,
        certification.KIND,
        license.KIND,
        skill.KIND,
        language.KIND,
        volunteering.KIND,
        military_service.KIND,
    )
}

__all__ = ["KINDS", "Kind"]
