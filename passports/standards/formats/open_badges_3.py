"""Open Badges 3.0: achievement and endorsement credentials.

https://www.imsglobal.org/spec/ob/v3p0/ on top of the VC data model, version 2.0 or 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.formats import data_model, verifiable_credential
from passports.standards.formats.format import Format, Problem, as_list, contexts_of, types_of
from passports.standards.formats.open_badges_3_model import (
    BOOLEAN,
    BY_REFERENCE,
    CLASSES,
    DATE,
    DATE_TIME,
    JWS,
    MANY,
    NUMBER,
    RESULT_STATUS,
    RESULT_STATUSES,
    TEXT,
    TYPE_OF_CLASS,
    URI,
)
from passports.standards.formats.text import text_of
from passports.standards.formats.value_tests import TESTS, ValueTest, ValueTests
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.pattern import pattern
from passports.standards.types import Summary

ACHIEVEMENT_TYPES = ("AchievementCredential", "OpenBadgeCredential")
ENDORSEMENT_TYPE = "EndorsementCredential"
ENDORSING = ("endorsement", "endorsementJwt")
CONTEXTS = pattern(
    r"https://(purl\.imsglobal\.org/spec/ob/v3p0/(context(-3\.\d+\.\d+)?\.json|context/ob_v3p0\.jsonld)"
    r"|imsglobal\.github\.io/openbadges-specification/context\.json)\Z"
)
_JWS = pattern(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\Z")
_DATE = pattern(r"\d{4}-\d\d-\d\d\Z")
MAX_PROBLEMS = 20
_REQUIRED = {
    name: tuple(member for member, (_, required) in members.items() if required)
    for name, members in CLASSES.items()
}


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it is an Open Badges 3.0 credential."""
    types = types_of(data)
    if any(name in types for name in ACHIEVEMENT_TYPES):
        return True
    return ENDORSEMENT_TYPE in types and any(CONTEXTS.match(url) for url in contexts_of(data))


def problems(
    data: Mapping[str, Any], enveloped: bool, tests: ValueTests = TESTS
) -> Iterator[Problem]:
    """Where `data` does not conform to VCDM and to Open Badges 3.0."""
    yield from data_model.problems(data, enveloped, tests)
    if not any(CONTEXTS.match(url) for url in contexts_of(data)):
        yield Problem("wrong_context", "@context", "no Open Badges 3.0 context")
    if data_model.version_of(data) == 2 and "validFrom" not in data:
        yield Problem("missing_member", "validFrom")
    types = types_of(data)
    name = ACHIEVEMENT_TYPES[0]
    if not any(item in types for item in ACHIEVEMENT_TYPES):
        name = ENDORSEMENT_TYPE
    yield from class_problems(data, name, tests)


def class_problems(
    data: Mapping[str, Any], class_name: str, tests: ValueTests = TESTS
) -> Iterator[Problem]:
    """Where `data` is not an object of a class of this model, or of one built on it."""
    found: list[Problem] = []
    model = _MODEL if tests is TESTS else _Model(tests)
    model.members(data, class_name, "", found)
    yield from found


class _Model:
    """The classes with the tests of their values."""

    def __init__(self, tests: ValueTests) -> None:
        self._is_uri = tests.uri
        self._simple = {
            URI: tests.uri,
            DATE_TIME: lambda value: tests.moment(value, zone_required=True) is not None,
            TEXT: _is_text,
            **{kind: tests.named(test) for kind, test in _SIMPLE.items()},
        }
        # class → member → kind, whether required, and the test of a kind that is no class
        self._rules = {
            name: {
                member: (kind, required, self._simple.get(kind))
                for member, (kind, required) in rows.items()
            }
            for name, rows in CLASSES.items()
        }

    def members(
        self, data: Mapping[str, Any], class_name: str, path: str, found: list[Problem]
    ) -> None:
        rules = self._rules[class_name]
        for member in _REQUIRED[class_name]:
            if member not in data:
                found.append(Problem("missing_member", f"{path}{member}"))
        for member, value in data.items():
            rule = rules.get(member)
            if rule is None:
                continue
            # Nearly every value is one good value: these go first.
            kind, required, test = rule
            if kind == TEXT and type(value) is str:
                continue
            if test is not None:
                if test(value):
                    continue
            elif type(value) is dict:
                self._object(value, kind, f"{path}{member}", found)
                if len(found) >= MAX_PROBLEMS:
                    return
                continue
            if isinstance(value, list):
                if len(value) > 1 and MANY.isdisjoint((member, f"{class_name}.{member}")):
                    found.append(Problem("too_many_values", f"{path}{member}"))
                elif required and not value:
                    found.append(Problem("empty_member", f"{path}{member}"))
            for item in as_list(value):
                self._value(item, kind, f"{path}{member}", found)
                if len(found) >= MAX_PROBLEMS:
                    return

    def _value(self, value: object, kind: str, path: str, found: list[Problem]) -> None:
        test = self._simple.get(kind)
        if test is not None:
            if not test(value):
                found.append(Problem(_CODE.get(kind, "wrong_type"), path, str(value)[:60]))
            return
        if kind in BY_REFERENCE and isinstance(value, str):
            if not self._is_uri(value):
                found.append(Problem("bad_uri", path, value[:100]))
            return
        if not isinstance(value, dict):
            found.append(Problem("not_an_object", path))
            return
        self._object(value, kind, path, found)

    def _object(self, value: Mapping[str, Any], kind: str, path: str, found: list[Problem]) -> None:
        wanted, given = TYPE_OF_CLASS.get(kind), value.get("type")
        # Most objects have the one type that they need.
        if wanted is not None and given != wanted and given != [wanted]:
            types = types_of(value)
            if not types:
                found.append(Problem("missing_member", f"{path}.type"))
            elif wanted not in types:
                found.append(Problem("wrong_type", f"{path}.type", f"{wanted} is missing"))
        if kind == "VerifiableCredential":
            # A credential inside is judged by itself, whatever its format.
            return
        if kind == ENDORSEMENT_TYPE:
            if ENDORSEMENT_TYPE not in types_of(value):
                problem = f"{ENDORSEMENT_TYPE} is missing"
                found.append(Problem("wrong_type", f"{path}.type", problem))
            # An endorsement inside has a proof of its own and is judged when it is shown.
            return
        self.members(value, kind, f"{path}.", found)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and bool(text_of(value)))


_SIMPLE: Mapping[str, ValueTest] = {
    DATE: lambda value: isinstance(value, str) and _DATE.match(value) is not None,
    NUMBER: _is_number,
    BOOLEAN: lambda value: isinstance(value, bool),
    RESULT_STATUS: lambda value: isinstance(value, str) and value in RESULT_STATUSES,
    JWS: lambda value: isinstance(value, str) and _JWS.match(value) is not None,
}
_CODE = {URI: "bad_uri", DATE_TIME: "bad_date", DATE: "bad_date"}
_MODEL = _Model(TESTS)


def summary(data: Mapping[str, Any]) -> Summary:
    """What `data` says, for display; the achievement's name stands in for a missing one."""
    found = verifiable_credential.summary(data)
    named = text_of(data.get("name"))
    if not named and found.achievement is not None and found.achievement.name:
        found = replace(found, name=found.achievement.name)
    return found


def endorsed_parts(data: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The objects of a badge or a bundle that may be endorsed, each with what it is: `credential`,
    `issuer`, `achievement`, `person` or `profile`."""
    found: list[tuple[str, Mapping[str, Any]]] = [("credential", data)]
    _add(found, "issuer", data.get("issuer"))
    for subject in as_list(data.get("credentialSubject")):
        if isinstance(subject, Mapping):
            found.append(("person", subject))
            _add(found, "achievement", subject.get("achievement"))
            _add(found, "profile", subject.get("source"))
    for _, part in found[1:]:
        _add(found, "profile", part.get("creator"))
        _add(found, "profile", part.get("parentOrg"))
    return found


def _add(found: list[tuple[str, Mapping[str, Any]]], kind: str, value: object) -> None:
    found += [(kind, item) for item in as_list(value) if isinstance(item, Mapping)]


def has_endorsements(data: Mapping[str, Any]) -> bool:
    """Whether somebody else says something of `data` inside it. What stands in an endorsement is
    not looked at: it says nothing about a person."""
    if ENDORSEMENT_TYPE in types_of(data):
        return False
    return any(name in part for _, part in endorsed_parts(data) for name in ENDORSING)


FORMAT = Format(name="open_badges_3", matches=matches, problems=problems, summary=summary)
