"""The rules of the type of an SD-JWT VC: fetched, bound by digest, built on others, held to."""

import base64
import hashlib
import json
from itertools import pairwise
from typing import Any

import pytest

from passports.standards.fetched_kind import PUBLIC, kind_of
from passports.standards.types import Report, Verdict
from tests.standards.formats.presenting import digest, disclosure, selective
from tests.standards.making import ISSUER_KEY, Documents, check, outcome, plain

VCT = "https://types.example/diploma"
BASE = "https://types.example/base"
NAME = disclosure("name", "Ada")
STREET = disclosure("street", "Quay 1")
ADDRESS = disclosure("address", {"city": "Harbor", "_sd": [digest(STREET)]})
WELDER, FITTER = disclosure("welder"), disclosure("fitter")


def integrity(content: Any) -> str:
    body = json.dumps(content).encode()
    return f"sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}"


def report(documents: dict[str, Any], *shown: str, claims: dict[str, Any] | None = None) -> Report:
    made = {
        "iss": ISSUER_KEY.did,
        "vct": VCT,
        "level": "B1",
        "degrees": [{"kind": "BSc"}],
        "_sd_alg": "sha-256",
        "_sd": [digest(NAME), digest(ADDRESS)],
        "skills": [{"...": digest(WELDER)}, {"...": digest(FITTER)}],
        **(claims or {}),
    }
    made = {name: value for name, value in made.items() if value is not None}
    return check(selective(made, ISSUER_KEY, shown), Documents(documents))


def answer(*rules: dict[str, Any], shown: tuple[str, ...] = (), **claims: Any) -> str:
    found = report({VCT: {"vct": VCT, "claims": list(rules)}}, *shown, claims=claims)
    said = outcome(found, "schema")
    assert (found.verdict is Verdict.VERIFIED) is said.startswith("passed")
    return said


GOOD, BROKEN = "passed type_satisfied", "failed type_not_satisfied"


def test_a_plain_name_leads_nowhere() -> None:
    for vct in ("diploma", "urn:eudi:pid:1", "http://types.example/diploma"):
        found = report({}, claims={"vct": vct})
        assert found.verdict is Verdict.VERIFIED
        assert outcome(found, "schema") == "not_applicable type_without_metadata"


def test_a_document_without_rules() -> None:
    found = report({VCT: {"name": "Diploma", "display": [{"locale": "en", "name": "Diploma"}]}})
    assert (found.verdict, outcome(found, "schema")) == (Verdict.VERIFIED, GOOD)
    assert [each.url for each in found.fetched] == [VCT]
    assert kind_of(found.fetched[0].body) == PUBLIC


ALL = (NAME, ADDRESS, STREET, WELDER, FITTER)
RULES: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({"path": ["level"], "sd": "never", "mandatory": True}, (), GOOD),
    ({"path": ["level"], "sd": "always"}, (), BROKEN),
    ({"path": ["name"], "sd": "always"}, (NAME,), GOOD),
    ({"path": ["name"], "sd": "never"}, (NAME,), BROKEN),
    ({"path": ["name"], "sd": "never"}, (), GOOD),  # kept back: nobody can tell
    ({"path": ["address"], "sd": "always"}, (ADDRESS,), GOOD),
    ({"path": ["address", "city"], "sd": "never"}, (ADDRESS,), GOOD),
    ({"path": ["degrees", None, "kind"], "sd": "never", "mandatory": True}, (), GOOD),
    ({"path": ["degrees", 0, "kind"], "sd": "always"}, (), BROKEN),
    ({"path": ["degrees", 1], "mandatory": True}, ALL, BROKEN),
    ({"path": ["skills", None], "sd": "always"}, (WELDER,), GOOD),
    ({"path": ["skills", None], "sd": "never"}, (WELDER, FITTER), BROKEN),
    ({"path": ["skills"], "sd": "never"}, (), GOOD),
    ({"path": ["licence"], "mandatory": True}, (), GOOD),  # may be among what is kept back
    ({"path": ["licence"], "mandatory": True}, ALL, BROKEN),
    ({"path": ["level", "deeper"], "mandatory": True}, ALL, BROKEN),
    ({"path": ["licence"]}, ALL, GOOD),
]


@pytest.mark.parametrize(("rule", "shown", "expected"), RULES)
def test_a_rule(rule: dict[str, Any], shown: tuple[str, ...], expected: str) -> None:
    assert answer(rule, shown=shown) == expected


def chained(child: list[Any], base: list[Any], **more: Any) -> dict[str, Any]:
    return {
        VCT: {"vct": VCT, "extends": BASE, "claims": child, **more},
        BASE: {"vct": BASE, "claims": base},
    }


def test_what_is_extended_holds_too() -> None:
    documents = chained([{"path": ["name"]}], [{"path": ["level"], "sd": "always"}])
    found = report(documents)
    assert outcome(found, "schema") == BROKEN
    assert [each.url for each in found.fetched] == [VCT, BASE]


def test_a_type_may_be_stricter_than_what_it_extends() -> None:
    path = {"path": ["level"]}
    assert outcome(report(chained([{**path, "sd": "always"}], [path])), "schema") == BROKEN
    inherited = chained([path], [{**path, "sd": "always"}])
    assert outcome(report(inherited), "schema") == BROKEN


@pytest.mark.parametrize(
    ("child", "base"),
    [
        ({"sd": "never"}, {"sd": "always"}),
        ({"sd": "allowed"}, {"sd": "never"}),
        ({"mandatory": False}, {"mandatory": True}),
    ],
)
def test_a_type_may_not_contradict_what_it_extends(child: Any, base: Any) -> None:
    path = {"path": ["level"]}
    found = report(chained([{**path, **child}], [{**path, **base}]))
    assert outcome(found, "schema") == "could_not_check bad_type_metadata"


def test_a_type_that_extends_itself_is_rejected() -> None:
    documents = chained([], [])
    documents[BASE]["extends"] = VCT
    found = report(documents)
    assert outcome(found, "schema") == "failed type_extends_itself"
    assert found.verdict is Verdict.NOT_VERIFIED


def test_a_chain_without_end_is_left() -> None:
    names = [f"{BASE}{number}" for number in range(9)]
    documents = {n: {"extends": after} for n, after in pairwise(names)}
    found = report({VCT: {"extends": names[0]}, **documents})
    assert outcome(found, "schema") == "could_not_check too_many_types"


def test_a_document_that_nobody_promised_decides_nothing() -> None:
    """A verifier MAY fetch it: what cannot be had is said, and is no reason to doubt."""
    for documents in ({}, {VCT: b"<html>"}, {VCT: []}, {VCT: {"vct": BASE}},
                      {VCT: {"claims": [{"path": []}]}}, {VCT: {"extends": BASE}},
                      {VCT: {"extends": "urn:x"}}, {VCT: {"schema_uri": BASE}}):  # fmt: skip
        found = report(documents)
        assert outcome(found, "schema").startswith("could_not_check")
        assert found.verdict is Verdict.VERIFIED


def test_a_document_that_the_issuer_bound_is_needed() -> None:
    document = {"vct": VCT, "claims": [{"path": ["level"], "sd": "never"}]}
    bound = {"vct#integrity": integrity(document)}
    good = report({VCT: document}, claims=bound)
    assert (good.verdict, outcome(good, "schema")) == (Verdict.VERIFIED, GOOD)
    gone = report({}, claims=bound)
    assert outcome(gone, "schema") == "could_not_check type_metadata_unreachable"
    assert gone.verdict is Verdict.INCONCLUSIVE
    changed = report({VCT: {**document, "name": "x"}}, claims=bound)
    assert outcome(changed, "schema") == "could_not_check type_metadata_changed"
    assert changed.verdict is Verdict.INCONCLUSIVE
    odd = report({VCT: document}, claims={"vct#integrity": 7})
    assert outcome(odd, "schema") == "could_not_check type_metadata_changed"


def test_what_is_extended_may_be_bound_too() -> None:
    documents = chained([], [{"path": ["level"]}])
    documents[VCT]["extends#integrity"] = integrity(documents[BASE])
    assert outcome(report(documents), "schema") == GOOD
    documents[BASE]["name"] = "changed"
    found = report(documents)
    assert outcome(found, "schema") == "could_not_check type_metadata_changed"
    assert found.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("place", ["inside", "at an address"])
def test_the_schema_of_older_drafts_is_held_to(place: str) -> None:
    for required, expected in (("level", GOOD), ("licence", "failed schema_not_satisfied")):
        schema = {"type": "object", "required": [required]}
        documents: dict[str, Any] = {VCT: {"schema": schema}}
        if place == "at an address":
            documents = {VCT: {"schema_uri": BASE}, BASE: schema}
        assert outcome(report(documents), "schema") == expected


def test_a_credential_of_the_data_model_has_no_type_of_this_kind() -> None:
    fetch = Documents()
    made = plain(vct=VCT)
    found = check(selective(made, ISSUER_KEY, (), typ="vc+sd-jwt"), fetch)
    assert outcome(found, "schema") == "not_applicable no_schema"
    assert fetch.asked == []


def test_bad_disclosures_are_told_by_the_proof() -> None:
    found = report({VCT: {"vct": VCT}}, disclosure("other", 1))
    assert found.verdict is Verdict.NOT_VERIFIED
    assert "failed bad_disclosure" in [f"{c.outcome} {c.code}" for c in found.checks]


@pytest.mark.parametrize(
    "claims",
    [{}, [7], [{"path": "name"}], [{"path": [True]}], [{"path": [-1]}], [{"path": [1.5]}],
     [{"path": ["a"], "sd": "maybe"}], [{"path": ["a"], "mandatory": "yes"}],
     [{"path": [str(number)]} for number in range(501)]],
)  # fmt: skip
def test_rules_that_are_none(claims: Any) -> None:
    found = report({VCT: {"claims": claims}})
    assert outcome(found, "schema") == "could_not_check bad_type_metadata"
