"""Do the extensions in a badge have what their own schemas ask for?

https://www.imsglobal.org/spec/ob/v2p0/#extensions: the schemas of
the published extensions, restated as `member: (kind, required)`. One that is not among them is held
to the schemas that its own context names: `extension_schemas.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from passports.standards.badges.vocabulary import local_name
from passports.standards.environment import Environment
from passports.standards.finding import Finding, failed, not_applicable, passed
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.uris import is_uri

Members = Mapping[str, tuple[str, bool]]
MAX_EXTENSIONS = 20
MAX_VALUES = 20_000

_TABLES: Mapping[str, Members] = {
    "accessibility": {
        "url": ("uri", True),
        "accessibilityFeature": ("text", True),
        "accessibilityAPI": ("text", False),
        "accessibilityHazard": ("text", False),
        "accessibilityControl": ("texts", False),
    },
    "applylink": {"url": ("uri", True)},
    "assessment": {"description": ("text", True), "assessments": ("assessments", True)},
    "endorsement": {"description": ("text", True), "endorsedObject": ("object", False)},
    "example": {"exampleProperty": ("text", True)},
    "extradescription": {"name": ("text", True), "narrative": ("text", True)},
    "geocoordinates": {
        "name": ("text", False),
        "description": ("text", True),
        "geo": ("place", True),
    },
    "issueraccreditation": {
        "name": ("text", True),
        "contactInstructions": ("text", True),
        "url": ("uri", True),
        "address": ("object", True),
        "email": ("text", False),
        "description": ("text", False),
        "logo": ("uri", False),
        "parentOrganization": ("object", False),
        "areaServed": ("text", False),
        "accreditationDate": ("day", False),
        "educationalSector": ("text", False),
    },
    "license": {
        "id": ("license", True),
        "name": ("text", True),
        "legalCode": ("text", False),
    },
    "originalcreator": {"url": ("uri", True)},
    "recipientprofile": {"name": ("text", False), "publicKey": ("uri", False)},
}
# Members whose name in schema.org is another: an extension may write either.
_OTHER_NAMES = {"exampleProperty": "http://schema.org/text", "url": "http://schema.org/url"}
_ASSESSMENT = (
    ("description", str),
    ("assessmentOutput", str),
    ("hasGroupParticipation", bool),
    ("hasGroupEvaluation", bool),
    ("evaluationMethod", str),
)
_ASSESSMENT_TYPES = frozenset({"Exam", "Performance", "Artifact"})
_DAY = re.compile(r"\d{4}(-?)(1[0-2]|0[1-9])\1(3[01]|0[1-9]|[12]\d)\Z", re.ASCII)


def check_extensions(environment: Environment, *parts: Mapping[str, Any]) -> list[Finding]:
    """One finding for each extension in these objects; one `no_schema` if there is none."""
    found: list[Finding] = []
    for part in parts:
        for node in _extensions(part):
            for name in _names(node)[: MAX_EXTENSIONS - len(found)]:
                found += _check(node, name, environment)
    return found[:MAX_EXTENSIONS] or [not_applicable("no_schema")]


def _extensions(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    stack: list[Any] = [part]
    for _ in range(MAX_VALUES):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, Mapping):
            if any(local_name(name) == "Extension" for name in types_of(item)):
                yield item
            stack.extend(value for name, value in item.items() if name != "@context")


def _names(node: Mapping[str, Any]) -> list[str]:
    return [name for name in types_of(node) if local_name(name) != "Extension"]


def _check(node: Mapping[str, Any], name: str, environment: Environment) -> list[Finding]:
    table = _TABLES.get(local_name(name).lower().removesuffix("extension"))
    if table is not None:
        return [_check_table(node, name, table)]
    # Few badges have an extension that is not among the published ones.
    from passports.standards.badges.extension_schemas import check_schemas

    return check_schemas(node, name, environment)


def _check_table(node: Mapping[str, Any], name: str, table: Members) -> Finding:
    for member, (kind, required) in table.items():
        value = node.get(member, node.get(_OTHER_NAMES.get(member, member)))
        if value is None and not required:
            continue
        if value is None or not _KINDS[kind](value):
            detail = f"{name[:60]}: {member}"
            return failed("schema_not_satisfied", detail, extension=name[:100], path=member)
    return passed("schema_satisfied", name[:100], extension=name[:100], built_in=True)


def _is_place(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(value.get(name), int | float) and not isinstance(value.get(name), bool)
        for name in ("latitude", "longitude")
    )


def _are_assessments(value: object) -> bool:
    return all(
        isinstance(item, Mapping)
        and all(isinstance(item.get(name), kind) for name, kind in _ASSESSMENT)
        and bool(_ASSESSMENT_TYPES & {local_name(t) for t in types_of(item)})
        for item in as_list(value)
    )


_KINDS: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": lambda value: all(isinstance(item, str) for item in as_list(value)),
    "uri": is_uri,
    "object": lambda value: isinstance(value, Mapping),
    "place": _is_place,
    "day": lambda value: isinstance(value, str) and _DAY.match(value) is not None,
    "license": lambda value: isinstance(value, str) and "CC" in value.upper().replace("/", "-"),
    "assessments": _are_assessments,
}
