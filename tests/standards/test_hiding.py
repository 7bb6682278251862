"""A holder may not rewrite a credential so that its statements stay and its readers miss them.

Each document here makes the statements that were signed; each hides when the credential ends, or
that it has a status. None may verify.
"""

from typing import Any

import pytest

from passports.standards import status_entry
from passports.standards.types import Verdict
from tests.standards.making import LIST_URL, OB3, V2, badge, check, complaints, plain, signed

END = "2025-01-01T00:00:00Z"
TERM = "https://www.w3.org/2018/credentials#validUntil"
TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
VALUE = {"@type": TIME, "@value": END}
SELF = badge()["id"]


def ended() -> dict[str, Any]:
    """An expired badge without the member that says so."""
    document = signed(badge(validUntil=END))
    assert complaints(check(document)) == {"validity": "expired"}
    del document["validUntil"]
    return document


def inline(**terms: Any) -> list[Any]:
    return [V2, OB3, terms]


HIDDEN: dict[str, dict[str, Any]] = {
    "its full name": {TERM: VALUE},
    "a prefix": {
        "@context": inline(cred="https://www.w3.org/2018/credentials#"),
        "cred:validUntil": VALUE,
    },
    "another name": {
        "@context": inline(ends={"@id": TERM, "@type": TIME}),
        "ends": END,
    },
    "@nest": {"@nest": {"validUntil": END}},
    "a name for @nest": {"@context": inline(more="@nest"), "more": {"validUntil": END}},
    "@included": {"@included": [{"id": SELF, "type": ["VerifiableCredential"], "validUntil": END}]},
    "a name for @included": {
        "@context": inline(more="@included"),
        "more": [{"id": SELF, "type": ["VerifiableCredential"], "validUntil": END}],
    },
    "@reverse": {"@reverse": {}},
    "a list": {"validUntil": [END]},
    "a value object": {"validUntil": VALUE},
}


@pytest.mark.parametrize("name", HIDDEN)
def test_the_end_is_hidden(name: str) -> None:
    report = check({**ended(), **HIDDEN[name]})
    assert report.verdict in {Verdict.NOT_VERIFIED, Verdict.UNSUPPORTED}


def test_the_end_stands_in_another_object_with_the_same_identifier() -> None:
    document = ended()
    document["evidence"] = [{"id": SELF, "type": ["Evidence", "VerifiableCredential"]}]
    document["evidence"][0]["validUntil"] = END
    assert complaints(check(document))["proof"] == "repeated_node"


def test_a_status_under_its_full_name() -> None:
    document = signed(plain(credentialStatus=status_entry(LIST_URL, 5)))
    entry = document.pop("credentialStatus")
    document["https://www.w3.org/2018/credentials#credentialStatus"] = entry
    assert check(document).verdict is Verdict.NOT_VERIFIED


def test_a_context_inside_a_node() -> None:
    document = signed(badge())
    document["credentialSubject"]["@context"] = {"title": "https://schema.org/name"}
    assert complaints(check(document)) == {"proof": "unsupported_context"}


def test_a_proof_hides_nothing_either() -> None:
    from tests.standards.test_vectors import resigned

    proof = {**signed(badge())["proof"], "expires": "2026-01-01T00:00:00Z"}
    proof = resigned(badge(), proof)
    proof["@nest"] = {"expires": proof.pop("expires")}
    assert complaints(check({**badge(), "proof": proof}))["proof"] == "misplaced_keyword"


NOTE = "https://school.example/terms#note"


def test_a_context_inside_may_name_what_its_address_says() -> None:
    document = signed(plain(context=[V2, {"note": NOTE}], note="Well done"))
    assert check(document).verdict is Verdict.VERIFIED
    document["note"] = "Best of all"
    assert complaints(check(document)) == {"proof": "bad_signature"}


BOAT = {
    "@protected": True,
    "Boat": {
        "@id": "urn:example:Boat",
        "@context": {
            "@protected": True,
            "id": "@id",
            "type": "@type",
            "sails": {
                "@id": "urn:example:sails",
                "@context": {"size": "urn:example:size", "year": "https://boats.example/#year"},
            },
        },
    },
    "boat": {"@id": "urn:example:boat", "@type": "@id"},
}


def test_a_context_inside_a_term_may_do_the_same() -> None:
    boat = {"type": "Boat", "sails": [{"size": 5.5, "year": 2023}, {"size": 6.1, "year": 2020}]}
    document = plain(context=[V2, BOAT], boat=boat)
    document = signed(document)
    assert check(document).verdict is Verdict.VERIFIED
    document["boat"]["sails"][0]["size"] = 7.5
    assert complaints(check(document)) == {"proof": "bad_signature"}


def test_scopes_inside_scopes_have_an_end() -> None:
    scope: dict[str, Any] = {}
    for _level in range(30):
        scope = {"sails": {"@id": "urn:example:sails", "@context": scope}}
    document = {**signed(plain()), "@context": [V2, scope]}
    assert complaints(check(document)) == {"proof": "unsupported_context"}


def test_scopes_inside_terms_hold_only_so_many_names() -> None:
    """A tree of scopes is worked through again at each level."""
    scope: dict[str, Any] = {}
    for level in range(4):
        scope = {
            f"n{level}x{branch}": {"@id": f"urn:example:n{level}x{branch}", "@context": scope}
            for branch in range(6)
        }
    report = check({**signed(plain()), "@context": [V2, scope]})
    assert complaints(report) == {"structure": "wrong_context", "proof": "unsupported_context"}


@pytest.mark.parametrize(
    "terms",
    [
        {"degree": NOTE},
        {"note": NOTE, "@vocab": "https://school.example/terms#"},
        {"note": {"@id": NOTE, "@context": {"x": "https://school.example/y"}}},
        {"note": {"@id": NOTE, "@context": {"name": "https://school.example/name"}}},
        {"note": {"@id": NOTE, "@context": {"validUntil": "https://school.example/validUntil"}}},
        {"note": {"@id": NOTE, "@context": {"type": "@id"}}},
        {"note": {"@id": NOTE, "@context": "https://school.example/context"}},
        {"note": {"@id": NOTE, "@context": [{}]}},
        {"note": {"@id": NOTE, "@container": "@language"}},
        {"note": {"@id": "school:note"}, "school": "https://school.example/terms#"},
        {"note": "urn:note"},
        {"terms#note": NOTE},
    ],
)
def test_nobody_gives_another_name_to_what_was_signed(terms: dict[str, Any]) -> None:
    document = signed(plain(context=[V2, {"note": NOTE}], note="Well done"))
    value = document.pop("note")
    document["@context"] = [V2, terms]
    document[next(iter(terms))] = value
    report = check(document)
    assert report.verdict in {Verdict.NOT_VERIFIED, Verdict.UNSUPPORTED}
