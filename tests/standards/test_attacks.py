"""What an attacker would send, where one row of test_attack_table.py says too little."""

import base64
import json
import time
from typing import Any

import pytest

from passports.standards.types import Verdict
from tests.standards.attacks.tokens import jws
from tests.standards.making import (
    ED2020,
    ISSUER_KEY,
    OTHER_KEY,
    V2,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    Documents,
    badge,
    changed,
    check,
    complaints,
    outcome,
    plain,
    plain_1,
    signed,
    token,
    web_document,
)


def test_a_key_in_the_header_that_the_issuer_lists() -> None:
    report = check(jws({"alg": "EdDSA", "jwk": ISSUER_KEY.jwk}, plain(), ISSUER_KEY))
    assert report.verdict is Verdict.VERIFIED


def test_iss_is_somebody_else() -> None:
    header = {"alg": "EdDSA", "kid": OTHER_KEY.did_key_id}
    claims = {"vc": plain_1(), "iss": OTHER_KEY.did}
    report = check(jws(header, claims))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert complaints(report) == {
        "structure": "jwt_claims_conflict",
        "issuer_key": "controller_mismatch",
    }


@pytest.mark.parametrize("issuer", [ISSUER_KEY.did, WEB_ISSUER, "https://college.example/issuer"])
def test_the_key_of_somebody_else(issuer: str) -> None:
    fetch = Documents(
        {
            WEB_DOCUMENT_URL: web_document(),
            "https://college.example/issuer": {
                "id": "https://college.example/issuer",
                "assertionMethod": [],
            },
        }
    )
    for document in (signed(badge(issuer), OTHER_KEY), token(badge(issuer), OTHER_KEY)):
        report = check(document, fetch)
        assert report.verdict is Verdict.NOT_VERIFIED
        assert complaints(report) == {"issuer_key": "controller_mismatch"}


def test_a_key_of_somebody_else_under_the_issuers_name() -> None:
    document = signed(badge(WEB_ISSUER), OTHER_KEY, key_id=f"{WEB_ISSUER}#{OTHER_KEY.multibase}")
    report = check(document, Documents({WEB_DOCUMENT_URL: web_document()}))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert complaints(report) == {"proof": "key_not_found", "issuer_key": "key_not_found"}


def test_a_key_that_may_not_assert() -> None:
    method = f"{WEB_ISSUER}#key-1"
    own = web_document(assertionMethod=[], authentication=[method])
    document = signed(badge(WEB_ISSUER), key_id=method)
    report = check(document, Documents({WEB_DOCUMENT_URL: own}))
    assert complaints(report) == {"issuer_key": "key_not_for_assertion"}
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_that_names_another_controller() -> None:
    own = web_document()
    own["verificationMethod"][0]["controller"] = "did:web:evil.example"
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    report = check(document, Documents({WEB_DOCUMENT_URL: own}))
    assert complaints(report) == {"issuer_key": "controller_mismatch"}


def test_a_key_that_was_revoked() -> None:
    own = web_document()
    own["verificationMethod"][0]["revoked"] = "2025-01-01T00:00:00Z"
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    report = check(document, Documents({WEB_DOCUMENT_URL: own}))
    assert complaints(report) == {"issuer_key": "key_revoked"}


def test_a_did_web_document_of_another() -> None:
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    other = web_document(id="did:web:evil.example")
    report = check(document, Documents({WEB_DOCUMENT_URL: other}))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert complaints(report)["issuer_key"] == "controller_id_mismatch"


def test_an_issuer_that_cannot_be_reached_is_not_blamed() -> None:
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    report = check(document)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert complaints(report) == {"proof": "key_unavailable", "issuer_key": "issuer_unreachable"}
    assert all(item.params["transient"] for item in report.checks if item.name == "issuer_key")


def test_a_key_in_the_fragment_finds_tampering_and_confirms_nobody() -> None:
    issuer = "https://college.example/issuers/1"
    document = signed(badge(issuer), key_id=f"{issuer}#{ISSUER_KEY.multibase}")
    assert complaints(check(document)) == {"issuer_key": "issuer_unreachable"}
    document["name"] = "Another name"
    assert complaints(check(document))["proof"] == "bad_signature"


@pytest.mark.parametrize(
    "purpose", ["authentication", "keyAgreement", "", None, ["assertionMethod"]]
)
def test_another_purpose(purpose: object) -> None:
    document = signed(badge())
    document["proof"]["proofPurpose"] = purpose
    assert outcome(check(document), "proof") == "failed wrong_proof_purpose"


def test_an_unsigned_sibling_beside_the_signed_credential() -> None:
    """JSON-LD would read both; the node that nobody signed may not slip in."""
    document = signed(badge())
    document["@graph"] = [{"id": "urn:x:1", "type": ["VerifiableCredential"]}]
    report = check(document)
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        ([V2, {"name": "https://evil.example/name"}], None),
        ([V2, "https://evil.example/context.json"], "unsupported_context"),
        ([badge()["@context"][1], V2], None),
        ([], None),
    ],
    ids=["inline", "remote", "reordered", "empty"],
)
def test_contexts_that_change_the_meaning(contexts: list[Any], expected: str | None) -> None:
    fetch = Documents()
    document = {**signed(badge()), "@context": contexts}
    report = check(document, fetch)
    assert report.verdict is not Verdict.VERIFIED
    assert fetch.asked == []
    if expected is not None:
        assert complaints(report)["proof"] == expected


def test_a_proof_that_has_expired() -> None:
    from tests.standards.test_vectors import resigned

    proof = {**signed(badge())["proof"], "expires": "2026-01-01T00:00:00Z"}
    report = check({**badge(), "proof": resigned(badge(), proof)})
    assert outcome(report, "proof") == "failed proof_expired"


@pytest.mark.parametrize(
    "proof",
    [
        "text",
        7,
        [],
        [[]],
        [None],
        {},
        {"type": 7},
        {"type": "DataIntegrityProof"},
        {"type": "DataIntegrityProof", "cryptosuite": 7},
        {"type": "eddsa-rdfc-2022"},
        {"type": "Ed25519Signature2020", "proofPurpose": "assertionMethod"},
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "proofPurpose": "assertionMethod",
            "verificationMethod": {"id": 7},
        },
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "proofPurpose": "assertionMethod",
            "verificationMethod": ISSUER_KEY.did_key_id,
            "proofValue": "u" + base64.urlsafe_b64encode(bytes(64)).decode(),
        },
    ],
)
def test_proofs_that_are_none(proof: object) -> None:
    report = check({**badge(), "proof": proof})
    assert report.verdict in {Verdict.NOT_VERIFIED, Verdict.UNSUPPORTED}


def test_a_suite_under_the_wrong_type() -> None:
    document = signed(plain_1(), proof="Ed25519Signature2020")
    document["proof"] |= {"cryptosuite": "eddsa-rdfc-2022"}
    assert check(document).verdict is Verdict.NOT_VERIFIED
    document["proof"] |= {"type": "DataIntegrityProof"}
    assert check(document).verdict is Verdict.NOT_VERIFIED
    assert ED2020 in document["@context"]


def test_members_of_every_wrong_kind_are_answers_and_no_errors() -> None:
    """Every member replaced by every kind of JSON value: a report each time, never verified."""
    values: list[Any] = [None, True, 7, 1.5, "", "text", [], ["x"], {}, {"id": "x"}, [[]], [{}]]
    good = signed(badge(validUntil="2030-01-01T00:00:00Z"))
    good["credentialStatus"] = {"type": "BitstringStatusListEntry"}
    good["credentialSchema"] = {"id": "https://x.example/s", "type": "JsonSchema"}
    for name in [*good, "evidence", "termsOfUse", "refreshService", "awardedDate", "image"]:
        for value in values:
            assert check({**good, name: value}).verdict is not Verdict.VERIFIED
    for name in good["credentialSubject"]["achievement"]:
        for value in values:
            achievement = {**good["credentialSubject"]["achievement"], name: value}
            subject = {**good["credentialSubject"], "achievement": achievement}
            assert check({**good, "credentialSubject": subject}).verdict is not Verdict.VERIFIED


@pytest.mark.parametrize(
    "changes",
    [
        {"context": badge()["@context"] * 30_000},
        {"type": ["VerifiableCredential"] + [f"urn:x:{i}" for i in range(100_000)]},
        {"context": [V2] + [{f"t{i}": f"urn:x:{i}"} for i in range(20_000)]},
        {"credentialSubject": [{"id": f"urn:x:{i}", "name": "x"} for i in range(30_000)]},
    ],
    ids=["contexts", "types", "inline contexts", "subjects"],
)
def test_much_of_everything_under_twenty_proofs(changes: dict[str, Any]) -> None:
    proof = signed(badge())["proof"]
    content = json.dumps({**changed(badge(), changes), "proof": [proof] * 20})
    start = time.process_time()
    assert check(content).verdict is not Verdict.VERIFIED
    assert time.process_time() - start < 4
