"""Extensions of Open Badges 2.0 that are not among the published: held to their own schemas."""

from typing import Any

import pytest

from passports.standards.types import Report, Verdict
from tests.standards.formats.badge_world import HOST, Web, assertion
from tests.standards.formats.test_open_badges_2 import check

CONTEXT_URL = "https://guild.example/extensions/seal/context.json"
SCHEMA_URL = "https://guild.example/extensions/seal/schema.json"
NAME = "extensions:GuildSeal"
SCHEMA = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "properties": {"master": {"type": "string"}},
    "required": ["master"],
}


def context(prefix: str = "", named: str = NAME, **changes: Any) -> dict[str, Any]:
    rule = {
        f"{prefix}validatesType": named,
        f"{prefix}validationSchema": SCHEMA_URL,
        "type": "TypeValidation",
        **changes,
    }
    return {"@context": {"master": "https://schema.org/text"}, f"{prefix}validation": [rule]}


def report(served: dict[str, Any], **members: Any) -> Report:
    node = {"@context": CONTEXT_URL, "type": ["Extension", NAME], "master": "Ada", **members}
    data = assertion(**{NAME: {k: v for k, v in node.items() if v is not None}})
    web = Web()
    for address, document in {data["id"]: data, **served}.items():
        web.serve(address, document)
    found = check(data, web)
    assert len(found.fetched) <= 16
    return found


def schema_of(found: Report) -> str:
    [check] = [each for each in found.checks if each.name.value == "schema"]
    return f"{check.outcome.value} {check.code}"


@pytest.mark.parametrize(
    "published",
    [
        context(),
        context("obi:"),
        context("https://w3id.org/openbadges#"),
        context(named="obi:extensions/#GuildSeal"),
        context(named="https://guild.example/extensions#guildSeal"),
        {**context(), "validation": context()["validation"][0]},
    ],
)
def test_the_schema_that_its_context_names(published: dict[str, Any]) -> None:
    served = {CONTEXT_URL: published, SCHEMA_URL: SCHEMA}
    good = report(served)
    assert (good.verdict, schema_of(good)) == (Verdict.VERIFIED, "passed schema_satisfied")
    assert {CONTEXT_URL, SCHEMA_URL} <= {each.url for each in good.fetched}
    bad = report(served, master=None)
    assert schema_of(bad) == "failed schema_not_satisfied"
    assert bad.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        ({}, "could_not_check schema_unreachable"),
        ({CONTEXT_URL: context()}, "could_not_check schema_unreachable"),
        ({CONTEXT_URL: b"{,}"}, "could_not_check bad_schema"),
        ({CONTEXT_URL: context(), SCHEMA_URL: b"{,}"}, "could_not_check bad_schema"),
        ({CONTEXT_URL: context(), SCHEMA_URL: []}, "could_not_check bad_schema"),
        ({CONTEXT_URL: context(), SCHEMA_URL: {"$ref": "#"}}, "could_not_check bad_schema"),
    ],
)
def test_a_schema_that_cannot_be_had(served: dict[str, Any], expected: str) -> None:
    found = report(served)
    assert (found.verdict, schema_of(found)) == (Verdict.INCONCLUSIVE, expected)


@pytest.mark.parametrize(
    "published",
    [{}, [], {"@context": {}}, context(named="extensions:Other"), context(validatesType=7),
     context(validationSchema={"a": 1}), {"validation": "x"}],
)  # fmt: skip
def test_an_extension_without_a_schema(published: Any) -> None:
    found = report({CONTEXT_URL: published})
    assert schema_of(found) == "not_applicable extension_without_schema"
    assert found.verdict is Verdict.VERIFIED


def test_an_extension_that_names_no_context() -> None:
    for members in ({"@context": None}, {"@context": {"master": "urn:m"}}):
        found = report({}, **members)
        assert schema_of(found) == "could_not_check unsupported_extension"
        assert found.verdict is Verdict.UNSUPPORTED


def test_many_extensions_ask_for_a_bounded_number_of_documents() -> None:
    nodes = [
        {"@context": f"https://guild.example/{number}", "type": ["Extension", NAME]}
        for number in range(40)
    ]
    data = assertion(many=nodes)
    web = Web().serve(data["id"], data)
    found = check(data, web)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert len(web.asked) <= 16
    assert len([each for each in found.checks if each.name.value == "schema"]) == 20
    assert web.asked[0].startswith(HOST)
