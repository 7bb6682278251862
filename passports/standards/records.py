"""Records in JSON that are no credentials, known by their form, so that the answer is a name.

JSON Resume: https://jsonresume.org/schema; Ed-Fi: https://www.ed-fi.org
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passports.standards.formats.format import contexts_of, types_of
from passports.standards.types import NotACredential

# The sections of a resume.
_RESUME = frozenset(
    {"basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills",
     "languages", "interests", "references", "projects"}
)  # fmt: skip
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
