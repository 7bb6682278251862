"""Proof sets, and chains of proofs that build on each other."""

import json
import time
from typing import Any

import pytest

from passports.standards.types import Verdict
from tests.standards.making import ISSUER_KEY, badge, check, outcome, signed
from tests.standards.proofs.signers import SIGNERS, proof_of

FIRST, SECOND = SIGNERS["EdDSA"], SIGNERS["ES256"]
RDFC = {"EdDSA": "eddsa-rdfc-2022", "ES256": "ecdsa-rdfc-2019"}
JCS = {"EdDSA": "eddsa-jcs-2022", "ES256": "ecdsa-jcs-2019"}


def chain(suites: dict[str, str]) -> dict[str, Any]:
    """Two proofs of which the second builds on the first."""
    document = badge(FIRST.did)
    first = proof_of(document, suites["EdDSA"], FIRST, id="urn:uuid:1")
    second = proof_of(
        {**document, "proof": [first]}, suites["ES256"], SECOND, previousProof="urn:uuid:1"
    )
    return {**document, "proof": [first, second]}


@pytest.mark.parametrize("suites", [RDFC, JCS], ids=["rdfc", "jcs"])
def test_a_chain(suites: dict[str, str]) -> None:
    document = chain(suites)
    assert check(document).verdict is Verdict.VERIFIED
    first, second = document["proof"]
    assert check({**document, "proof": [second, first]}).verdict is Verdict.VERIFIED
    listed = {**second, "previousProof": ["urn:uuid:1"]}
    assert check({**document, "proof": [first, listed]}).verdict in {
        Verdict.VERIFIED,  # the same statements
        Verdict.NOT_VERIFIED,  # another JSON
    }
    alone = {**document, "proof": [second]}
    assert outcome(check(alone), "proof") == "failed previous_proof_missing"
    later = {"id": "urn:uuid:1", "created": "2026-11-09T00:00:00Z"}
    other = proof_of(badge(FIRST.did), suites["EdDSA"], FIRST, **later)
    replaced = check({**document, "proof": [other, second]})
    assert [c.code for c in replaced.checks if c.name == "proof"] == [
        "good_signature",
        "bad_signature",
    ]


@pytest.mark.parametrize("suites", [RDFC, JCS], ids=["rdfc", "jcs"])
def test_a_set_of_independent_proofs(suites: dict[str, str]) -> None:
    document = badge(FIRST.did)
    proofs = [proof_of(document, suites[s.algorithm], s) for s in (FIRST, SECOND)]
    assert check({**document, "proof": proofs}).verdict is Verdict.VERIFIED
    proofs[1]["created"] = "2020-01-01T00:00:00Z"
    assert check({**document, "proof": proofs}).verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "malformed_proof"),
        (7, "malformed_proof"),
        ("", "malformed_proof"),
        ([], "malformed_proof"),
        ([7, "urn:uuid:1"], "malformed_proof"),
        (["urn:uuid:1", "urn:uuid:1"], "malformed_proof"),
        ("urn:uuid:nobody", "previous_proof_missing"),
        (["urn:uuid:1", "urn:uuid:nobody"], "previous_proof_missing"),
        ("urn:uuid:2", "previous_proof_cycle"),
    ],
)
def test_previous_proofs_that_are_none(value: object, code: str) -> None:
    document = chain(RDFC)
    first, second = document["proof"]
    broken = {**second, "id": "urn:uuid:2", "previousProof": value}
    report = check({**document, "proof": [first, broken]})
    assert [c.code for c in report.checks if c.name == "proof"] == ["good_signature", code]
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_name_that_two_proofs_have() -> None:
    document = chain(RDFC)
    first, second = document["proof"]
    report = check({**document, "proof": [first, first, second]})
    assert [c.code for c in report.checks if c.name == "proof"][2] == "previous_proof_missing"


def test_proofs_that_build_on_each_other() -> None:
    document = badge(FIRST.did)
    proofs = [
        proof_of(
            document, RDFC[s.algorithm], s, id=f"urn:uuid:{i}", previousProof=f"urn:uuid:{1 - i}"
        )
        for i, s in enumerate((FIRST, SECOND))
    ]
    report = check({**document, "proof": proofs})
    assert report.verdict is Verdict.NOT_VERIFIED
    assert {c.outcome.value for c in report.checks if c.name == "proof"} == {"failed"}


def test_a_proof_on_top_of_one_that_cannot_be_checked() -> None:
    document = badge(FIRST.did)
    first = {
        "id": "urn:uuid:1",
        "type": "DataIntegrityProof",
        "cryptosuite": "bbs-2023",
        "proofPurpose": "assertionMethod",
        "verificationMethod": FIRST.method,
        "proofValue": "u2V0Ch",
    }
    second = proof_of(
        {**document, "proof": [first]}, "eddsa-rdfc-2022", FIRST, previousProof="urn:uuid:1"
    )
    report = check({**document, "proof": [first, second]})
    assert [c.code for c in report.checks if c.name == "proof"] == [
        "unsupported_proof_type",
        "previous_proof_not_good",
    ]
    assert report.verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("linked", [False, True])
def test_ten_thousand_proofs(linked: bool) -> None:
    proof = signed(badge())["proof"]
    proofs = [{**proof, "id": f"urn:uuid:{i}"} for i in range(10_000)]
    if linked:
        proofs = [{**p, "previousProof": f"urn:uuid:{i + 1}"} for i, p in enumerate(proofs)]
    content = json.dumps({**badge(ISSUER_KEY.did), "proof": proofs})
    start = time.process_time()
    report = check(content)
    assert time.process_time() - start < 2
    assert outcome(report, "proof") == "failed too_many_proofs"
