"""The schema that a credential names."""

import time
from typing import Any

import pytest

from passports.standards.types import Verdict
from tests.standards.making import OB3, V2, Documents, badge, check, outcome, plain, signed, token

METHOD = "1EdTechJsonSchemaValidator2019"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
URL = "https://school.example/schema.json"
BUILT_IN = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_{}credential_schema.json"
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["credentialSubject"],
    "properties": {"name": {"type": "string", "maxLength": 30}},
}


def naming(url: str = URL, kind: str = "JsonSchema", **changes: Any) -> dict[str, Any]:
    return badge(credentialSchema={"id": url, "type": kind}, **changes)


def test_satisfied() -> None:
    report = check(signed(naming()), Documents({URL: SCHEMA}))
    assert outcome(report, "schema") == "passed schema_satisfied"
    assert report.verdict is Verdict.VERIFIED


def test_not_satisfied() -> None:
    report = check(signed(naming(name="A name that is much longer")), Documents({URL: {
        **SCHEMA, "properties": {"name": {"maxLength": 5}}}}))  # fmt: skip
    assert outcome(report, "schema") == "failed schema_not_satisfied"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_unreachable() -> None:
    report = check(signed(naming()))
    assert outcome(report, "schema") == "could_not_check schema_unreachable"
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "https://evil.example/other.json"},
        {"type": 7},
        {"$ref": "file:///etc/passwd"},
        b"no json",
        [],
        {"pattern": "("},
    ],
)
def test_a_schema_that_is_none_or_refers_elsewhere(schema: Any) -> None:
    fetch = Documents({URL: schema})
    report = check(signed(naming()), fetch)
    assert outcome(report, "schema") == "could_not_check bad_schema"
    assert fetch.asked == [URL]


ROUND: dict[str, Any] = {
    "itself": {"$ref": "#"},
    "itself among others": {"required": ["id"], "allOf": [{"$ref": "#"}]},
    "each other": {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [True, {"$ref": "#/$defs/a"}]}},
    },
    "by its identifier": {"$id": "https://school.example/s", "$ref": "https://school.example/s"},
    "by an anchor": {"$ref": "#me", "$defs": {"a": {"$anchor": "me", "not": {"$ref": "#me"}}}},
    "by a dynamic anchor": {"$dynamicAnchor": "me", "if": {"$dynamicRef": "#me"}},
    "an older draft": {"$schema": "http://json-schema.org/draft-04/schema#", "$ref": "#"},
    "deeper": {"properties": {"id": {"oneOf": [{"$ref": "#/properties/id"}]}}},
    "under a name of data": {
        "properties": {"id": {"$ref": "#/$defs/default"}},
        "$defs": {"default": {"not": {"$ref": "#/$defs/default"}}},
    },
    "escaped": {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"$ref": "#/%24defs/a~1b"}}},
}


@pytest.mark.parametrize("name", ROUND)
def test_a_schema_that_goes_round_says_nothing(name: str) -> None:
    """JSON Schema, section 9.4.1: what a schema means that applies to a value by applying to it
    again is not defined, so it is neither satisfied nor broken."""
    report = check(signed(naming()), Documents({URL: ROUND[name]}))
    assert outcome(report, "schema") == "could_not_check bad_schema"
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("keyword", ["$ref", "$id"])
def test_an_address_that_is_no_url_is_a_bad_schema(keyword: str) -> None:
    """The hunt found it: Python's own joining of addresses raises for this one."""
    schema = {"properties": {"name": {keyword: "http://[x"}}}
    report = check(signed(naming()), Documents({URL: schema}))
    assert outcome(report, "schema") == "could_not_check bad_schema"


ONWARD: dict[str, Any] = {
    "a tree": {"properties": {"credentialSubject": {"$ref": "#"}, "name": {"type": "string"}}},
    "a list of itself": {"anyOf": [{"type": "object"}, {"items": {"$ref": "#"}}]},
    "twice the same": {
        "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}],
        "$defs": {"a": {"type": "object"}},
    },
    "data that looks like one": {"properties": {"name": {"not": {"const": {"$ref": "#"}}}}},
    "a property with that name": {"properties": {"$ref": {"type": "string"}, "not": True}},
}


@pytest.mark.parametrize("name", ONWARD)
def test_a_schema_of_parts_of_its_own_kind_is_checked(name: str) -> None:
    report = check(signed(naming()), Documents({URL: ONWARD[name]}))
    assert outcome(report, "schema") == "passed schema_satisfied"


@pytest.mark.parametrize("kind", ["ZkpExampleSchema2018", "ShaclShape"])
def test_other_methods_are_unsupported(kind: str) -> None:
    document = {**naming(kind=kind), "proof": signed(badge())["proof"]}
    report = check(document)
    assert outcome(report, "schema") == "could_not_check unsupported_schema_method"


@pytest.mark.parametrize("kind", ["achievement", "anyachievement"])
def test_the_schemas_of_open_badges_need_no_network(kind: str) -> None:
    document = naming(BUILT_IN.format(kind), METHOD, context=[V2, OB3, EXTENSIONS])
    for made in (signed(document), token(document)):
        fetch = Documents()
        assert check(made, fetch).verdict is Verdict.VERIFIED
        assert fetch.asked == []


def test_the_schema_of_another_kind() -> None:
    document = naming(BUILT_IN.format("endorsement"), METHOD, context=[V2, OB3, EXTENSIONS])
    assert outcome(check(signed(document)), "schema") == "failed schema_not_satisfied"


def test_a_plain_credential_does_not_satisfy_the_schema_of_a_badge() -> None:
    document = plain(
        credentialSchema={
            "id": BUILT_IN.format("achievement"),
            "type": METHOD,
        }
    )
    document["proof"] = signed(plain())["proof"]
    assert outcome(check(document), "schema") == "failed schema_not_satisfied"


def test_more_schemas_than_the_limit() -> None:
    document = badge(credentialSchema=[{"id": URL, "type": "JsonSchema"}] * 4)
    report = check(document, Documents({URL: SCHEMA}))
    assert outcome(report, "schema") == "could_not_check too_many_schemas"


def test_a_schema_that_would_never_end_is_stopped() -> None:
    levels = {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 2} for i in range(60)}
    schema = {"$ref": "#/$defs/d0", "$defs": {**levels, "d60": {"type": "object"}}}
    start = time.monotonic()
    report = check(signed(naming()), Documents({URL: schema}))
    assert time.monotonic() - start < 10
    assert outcome(report, "schema") == "could_not_check schema_too_complex"
