"""Records in JSON that are no credentials, known by their form, so that the answer is a name.

JSON Resume: https://jsonresume.org/schema; Ed-Fi: https://www.ed-fi.org; HR Open:
https://www.hropenstandards.org
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.formats.format import contexts_of, types_of
from passports.standards.hints import Any
from passports.standards.types import NotACredential

# The sections of a resume.
_RESUME = frozenset(
    {"basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills",
     "languages", "interests", "references", "projects"}
)  # fmt: skip
# Members that only HR Open has, of what it publishes as parts for others to build on.
_HR_OPEN = frozenset(
    {"approvalProcessHistory", "competencyIds", "competencyName", "countrySubDivisions",
     "educationAndLearnings", "employmentHistories", "formattedName", "positionPreferences",
     "schemeAgencyId", "schemeId", "schemeVersionId", "scoreCode", "scoreTextCode"}
)  # fmt: skip
_MAX_VALUES = 2_000
_ED_FI = frozenset({"studentUniqueId", "lastSurname"})


def refuse_known_record(data: Any) -> None:
    """Raises NotACredential for a record that is known by name: `resume` or `transcript`;
    `params` have its `format`."""
    first = data[0] if isinstance(data, list) and data else data
    if not isinstance(first, Mapping):
        return
    if first.keys() >= _ED_FI:
        raise NotACredential("transcript", "Ed-Fi", format="ed_fi_transcript")
    if not isinstance(data, Mapping) or types_of(data) or contexts_of(data):
        return
    schema = data.get("$schema")
    named = isinstance(schema, str) and "jsonresume" in schema
    sections = _RESUME & data.keys()
    only_sections = bool(sections) and data.keys() <= _RESUME | {"meta", "$schema"}
    if named or isinstance(data.get("basics"), Mapping) or only_sections or len(sections) > 2:
        raise NotACredential("resume", "JSON Resume", format="json_resume")


def refuse_unsigned_record(data: Mapping[str, Any]) -> None:
    """Raises NotACredential for a record that is known by name and holds no proof: `resume` (an
    LER-RS by itself), `hr_record` (another document of HR Open), `json_schema`."""
    from passports.standards.formats.ler_rs import is_address

    if any(map(is_address, types_of(data))):
        raise NotACredential("resume", "LER-RS", format="hr_open_ler_rs")
    schema = data.get("$schema")
    if isinstance(schema, str) and "//json-schema.org/" in schema:
        raise NotACredential("json_schema", schema[:100], format="json_schema")
    stack: list[Any] = [data]
    for _ in range(_MAX_VALUES):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, Mapping):
            if not _HR_OPEN.isdisjoint(item):
                raise NotACredential("hr_record", "HR Open", format="hr_open")
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
