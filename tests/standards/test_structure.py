"""Conformance to VCDM 2.0, VCDM 1.1 and Open Badges 3.0, rule by rule."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.standards.making import (
    ISSUER_KEY,
    OB3,
    V1,
    V2,
    badge,
    changed,
    check,
    plain,
    plain_1,
    signed,
)


def structure(document: dict[str, Any]) -> str:
    """`passed`, or `code path` of the first problem."""
    found = check(document).checks[0]
    assert found.name == "structure"
    if found.outcome.value == "passed":
        return "passed"
    return f"{found.code} {found.params['path']}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "passed"),
        ({"context": V2}, "passed"),
        ({"type": "VerifiableCredential"}, "passed"),
        ({"id": "urn:uuid:1"}, "passed"),
        ({"id": None}, "passed"),
        ({"validFrom": None}, "passed"),
        ({"credentialSubject": [{"id": "urn:a"}, {"degree": "x"}]}, "passed"),
        ({"issuer": {"id": "did:example:1", "name": {"@value": "A", "@language": "en"}}}, "passed"),
        ({"name": [{"@value": "A"}, {"@value": "B", "@language": "fr"}]}, "passed"),
        ({"credentialStatus": {"type": "Anything"}}, "passed"),
        ({"evidence": [{"type": ["Document"]}]}, "passed"),
        ({"context": None}, "missing_member @context"),
        ({"context": ["https://example.org/other", V2]}, "wrong_context @context"),
        ({"context": [V2, 7]}, "wrong_context @context"),
        ({"context": [V2, "not a url"]}, "wrong_context @context"),
        ({"id": "0923lksjf"}, "bad_uri id"),
        ({"id": ["urn:a", "urn:b"]}, "bad_uri id"),
        ({"id": "https ://example.org"}, "bad_uri id"),
        ({"type": ["VerifiableCredential", 7]}, "wrong_type type"),
        ({"issuer": None}, "missing_member issuer"),
        ({"issuer": "example"}, "bad_uri issuer"),
        ({"issuer": {"name": "A"}}, "missing_member issuer.id"),
        ({"issuer": {"id": None}}, "bad_uri issuer.id"),
        ({"issuer": [ISSUER_KEY.did]}, "bad_uri issuer"),
        ({"credentialSubject": None}, "missing_member credentialSubject"),
        ({"credentialSubject": []}, "empty_member credentialSubject"),
        ({"credentialSubject": {}}, "empty_member credentialSubject"),
        ({"credentialSubject": "did:example:1"}, "not_an_object credentialSubject"),
        ({"credentialSubject": {"id": "me"}}, "bad_uri credentialSubject.id"),
        ({"validFrom": "2024-05-01"}, "bad_date validFrom"),
        ({"validFrom": "2024-05-01T00:00:00"}, "bad_date validFrom"),
        ({"validFrom": "2024-02-30T00:00:00Z"}, "bad_date validFrom"),
        ({"validUntil": "2020-01-01T00:00:00Z"}, "dates_out_of_order validUntil"),
        ({"credentialStatus": {"id": "urn:x"}}, "missing_member credentialStatus.type"),
        ({"credentialStatus": {"type": 2}}, "wrong_type credentialStatus.type"),
        ({"credentialStatus": {"type": "X", "id": "x"}}, "bad_uri credentialStatus.id"),
        ({"credentialSchema": {"type": "JsonSchema"}}, "missing_member credentialSchema.id"),
        ({"credentialSchema": {"id": "urn:s"}}, "missing_member credentialSchema.type"),
        ({"refreshService": {"id": "urn:s"}}, "missing_member refreshService.type"),
        ({"termsOfUse": {}}, "missing_member termsOfUse.type"),
        ({"evidence": "seen"}, "not_an_object evidence"),
        ({"name": {"@value": "A", "url": "x"}}, "wrong_type name"),
        ({"description": 7}, "wrong_type description"),
        (
            {"issuer": {"id": "did:example:1", "name": {"@language": "en"}}},
            "wrong_type issuer.name",
        ),
        ({"proof": {"created": "2024-05-01T00:00:00Z"}}, "missing_member proof.type"),
    ],
)
def test_version_2(changes: dict[str, Any], expected: str) -> None:
    assert structure(changed(plain(), changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "passed"),
        ({"issuanceDate": "2024-05-01T00:00:00"}, "passed"),
        ({"issuanceDate": None}, "missing_member issuanceDate"),
        ({"expirationDate": ["2030-01-01T00:00:00Z"]}, "bad_date expirationDate"),
        ({"expirationDate": "2020-01-01T00:00:00Z"}, "dates_out_of_order expirationDate"),
        ({"credentialStatus": {"type": "X"}}, "missing_member credentialStatus.id"),
        ({"refreshService": {"type": "X"}}, "missing_member refreshService.id"),
        ({"proof": None}, "missing_member proof"),
        ({"proof": {"type": "CLSignature2019"}}, "missing_member credentialSchema"),
    ],
)
def test_version_1(changes: dict[str, Any], expected: str) -> None:
    document = changed(signed(plain_1(), proof="Ed25519Signature2020"), changes)
    assert structure(document) == expected


def test_a_protected_term_may_not_be_taken_over() -> None:
    inline = {"VerifiableCredential": "https://evil.example/Other"}
    assert structure(plain(context=[V2, inline])) == "protected_term_redefinition @context"
    assert structure(plain(context=[V2, {"Mine": "https://example.org/Mine"}])) == "passed"


def at(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        *parents, last = path.split(".")
        for name in parents:
            document = document[name]
        if value is ...:
            del document[last]
        else:
            document[last] = value

    return change


ACHIEVEMENT = "credentialSubject.achievement"
ALIGNMENT = {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://x.example/a"}
DESCRIPTION = {
    "id": "urn:uuid:1",
    "type": ["ResultDescription"],
    "name": "Grade",
    "resultType": "LetterGrade",
}
BADGE_RULES = [
    ("name", ..., "passed"),
    ("type", ["VerifiableCredential", "AchievementCredential"], "passed"),
    ("credentialSubject.source", {"id": "did:example:s", "type": "Profile"}, "passed"),
    ("credentialSubject.result", [{"type": ["Result"], "value": "A"}], "passed"),
    (f"{ACHIEVEMENT}.image", {"id": "https://x.example/i.png", "type": "Image"}, "passed"),
    (f"{ACHIEVEMENT}.alignment", [ALIGNMENT], "passed"),
    (f"{ACHIEVEMENT}.resultDescription", [DESCRIPTION], "passed"),
    (f"{ACHIEVEMENT}.somethingElse", 7, "passed"),
    ("credentialSubject.result", [{"type": ["Result"], "status": "Completed"}], "passed"),
    (
        "credentialSubject.result",
        [{"type": ["Result"], "status": "Done"}],
        "wrong_type credentialSubject.result.status",
    ),
    ("id", ..., "missing_member id"),
    ("validFrom", ..., "missing_member validFrom"),
    ("@context", [V2], "wrong_context @context"),
    ("@context", [OB3], "wrong_context @context"),
    ("type", ["OpenBadgeCredential"], "wrong_type type"),
    ("issuer.type", ["Person"], "wrong_type issuer.type"),
    ("issuer.type", ..., "missing_member issuer.type"),
    ("issuer.url", "example", "bad_uri issuer.url"),
    (
        "issuer.otherIdentifier",
        [{"type": "X", "identifier": "1", "identifierType": "name"}],
        "wrong_type issuer.otherIdentifier.type",
    ),
    ("credentialSubject.type", ["Person"], "wrong_type credentialSubject.type"),
    ("credentialSubject.achievement", ..., "missing_member credentialSubject.achievement"),
    (
        "credentialSubject.source",
        {"id": "did:example:s", "type": ["Other"]},
        "wrong_type credentialSubject.source.type",
    ),
    (
        "credentialSubject.result",
        [{"type": ["Other"], "value": "A"}],
        "wrong_type credentialSubject.result.type",
    ),
    (
        "credentialSubject.identifier",
        [{"type": "IdentityObject", "identityHash": "x", "identityType": "emailAddress"}],
        "missing_member credentialSubject.identifier.hashed",
    ),
    (
        "credentialSubject.activityStartDate",
        "yesterday",
        "bad_date credentialSubject.activityStartDate",
    ),
    ("credentialSubject.creditsEarned", "3", "wrong_type credentialSubject.creditsEarned"),
    ("credentialSubject.achievement", "urn:uuid:1", f"not_an_object {ACHIEVEMENT}"),
    (f"{ACHIEVEMENT}.type", ["Other"], f"wrong_type {ACHIEVEMENT}.type"),
    (f"{ACHIEVEMENT}.id", "welding", f"bad_uri {ACHIEVEMENT}.id"),
    (f"{ACHIEVEMENT}.id", ..., f"missing_member {ACHIEVEMENT}.id"),
    (f"{ACHIEVEMENT}.criteria", ..., f"missing_member {ACHIEVEMENT}.criteria"),
    (f"{ACHIEVEMENT}.name", ..., f"missing_member {ACHIEVEMENT}.name"),
    (f"{ACHIEVEMENT}.description", 7, f"wrong_type {ACHIEVEMENT}.description"),
    (f"{ACHIEVEMENT}.name", ["a", "b"], f"too_many_values {ACHIEVEMENT}.name"),
    (
        f"{ACHIEVEMENT}.alignment",
        [{**ALIGNMENT, "targetUrl": "x"}],
        f"bad_uri {ACHIEVEMENT}.alignment.targetUrl",
    ),
    (
        f"{ACHIEVEMENT}.resultDescription",
        [{**DESCRIPTION, "type": ["Result"]}],
        f"wrong_type {ACHIEVEMENT}.resultDescription.type",
    ),
    (f"{ACHIEVEMENT}.endorsementJwt", ["not a token"], f"wrong_type {ACHIEVEMENT}.endorsementJwt"),
    ("evidence", [{"narrative": "seen"}], "missing_member evidence.type"),
    ("awardedDate", "2024-05-01", "bad_date awardedDate"),
]


@pytest.mark.parametrize(("path", "value", "expected"), BADGE_RULES)
def test_open_badges_3(path: str, value: Any, expected: str) -> None:
    document = badge()
    at(path, value)(document)
    assert structure(document) == expected


def test_an_endorsement() -> None:
    document = badge(
        type=["VerifiableCredential", "EndorsementCredential"],
        credentialSubject={
            "id": "https://college.example/issuers/1",
            "type": ["EndorsementSubject"],
            "endorsementComment": "In good standing",
        },
    )
    assert structure(document) == "passed"
    document["credentialSubject"]["type"] = ["AchievementSubject"]
    assert structure(document) == "wrong_type credentialSubject.type"


def test_a_badge_of_version_1_of_the_data_model() -> None:
    document = badge(context=[V1, OB3], validFrom=None, issuanceDate="2024-05-01T00:00:00Z")
    document["proof"] = signed(badge())["proof"]
    assert structure(document) == "passed"


LIST_SUBJECT = {
    "type": "BitstringStatusList",
    "statusPurpose": "revocation",
    "encodedList": "uH4sIAAAA",
}


@pytest.mark.parametrize(
    ("types", "subject", "expected"),
    [
        (["BitstringStatusListCredential"], {}, "passed"),
        (["BitstringStatusListCredential"], {"statusPurpose": ["refresh", "revocation"]}, "passed"),
        ([], {}, "wrong_type type"),
        (["BitstringStatusListCredential"], {"type": "List"}, "wrong_type credentialSubject.type"),
        (
            ["BitstringStatusListCredential"],
            {"statusPurpose": "mine"},
            "wrong_type credentialSubject.statusPurpose",
        ),
        (
            ["BitstringStatusListCredential"],
            {"encodedList": "0000"},
            "wrong_type credentialSubject.encodedList",
        ),
    ],
)
def test_a_status_list(types: list[str], subject: dict[str, Any], expected: str) -> None:
    document = plain(
        type=["VerifiableCredential", *types], credentialSubject={**LIST_SUBJECT, **subject}
    )
    assert structure(document) == expected


def test_every_problem_is_listed() -> None:
    found = check(plain(id="x", issuer="y")).checks[0]
    assert [item["path"] for item in found.params["problems"]] == ["id", "issuer"]
