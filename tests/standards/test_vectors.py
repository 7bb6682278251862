"""What we sign verifies, and each change of it does not."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from passports.standards import issue
from passports.standards.types import Verdict
from tests.standards.making import (
    ISSUER_KEY,
    NOW,
    OTHER_KEY,
    badge,
    check,
    complaints,
    outcome,
    plain,
    plain_1,
    signed,
    token,
)

MAKERS: dict[str, Callable[[], Any]] = {
    "badge, eddsa-rdfc-2022": lambda: signed(badge()),
    "badge, eddsa-jcs-2022": lambda: signed(badge(), proof="eddsa-jcs-2022"),
    "badge, JWT": lambda: token(badge()),
    "plain 2.0, eddsa-rdfc-2022": lambda: signed(plain()),
    "plain 2.0, JWT": lambda: token(plain()),
    "plain 1.1, Ed25519Signature2020": lambda: signed(plain_1(), proof="Ed25519Signature2020"),
    "plain 1.1, JWT": lambda: token(plain_1()),
}
EMBEDDED = {
    "eddsa-rdfc-2022": lambda: signed(badge()),
    "eddsa-jcs-2022": lambda: signed(badge(), proof="eddsa-jcs-2022"),
    "Ed25519Signature2020": lambda: signed(plain_1(), proof="Ed25519Signature2020"),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_it_verifies(make: Callable[[], Any]) -> None:
    report = check(make())
    assert complaints(report) == {}
    assert report.verdict is Verdict.VERIFIED


def set_at(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        *parents, last = path.split(".")
        for name in parents:
            document = document[name]
        if value is None:
            del document[last]
        else:
            document[last] = value

    return change


TAMPERING = {
    "the subject is somebody else": set_at("credentialSubject.id", "did:example:thief"),
    "a claim is added": set_at("credentialSubject.narrative", "and more"),
    "the end is moved": set_at("validUntil", "2039-01-01T00:00:00Z"),
    "another type is added": set_at(
        "type", ["VerifiableCredential", "OpenBadgeCredential", "https://example.org/Degree"]
    ),
    "created is moved": set_at("proof.created", "2020-01-01T00:00:00Z"),
    "the id is changed": set_at("id", "urn:uuid:00000000-0000-4000-8000-000000000000"),
    "the signature is another": set_at("proof.proofValue", "z" + "2" * 86),
}


@pytest.mark.parametrize("name", TAMPERING)
@pytest.mark.parametrize("make", EMBEDDED.values(), ids=EMBEDDED)
def test_tampering_is_found(make: Callable[[], dict[str, Any]], name: str) -> None:
    document = copy.deepcopy(make())
    TAMPERING[name](document)
    report = check(document)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "proof").startswith("failed")


def test_a_token_is_signed_as_a_whole() -> None:
    head, _, signature = token(plain()).split(".")
    _, other, _ = token(plain(credentialSubject={"id": "did:example:thief"})).split(".")
    report = check(f"{head}.{other}.{signature}")
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "proof") == "failed bad_signature"


def test_no_proof_and_an_empty_list_of_proofs() -> None:
    for document in (badge(), {**badge(), "proof": []}):
        report = check(document)
        assert report.verdict is Verdict.NOT_VERIFIED
        assert outcome(report, "proof") == "failed unsigned"


def test_an_undefined_term_fails_the_proof() -> None:
    document = signed(badge())
    document["credentialSubject"]["salaryExpectation"] = "high"
    assert outcome(check(document), "proof") == "failed undefined_term"


def test_a_context_we_do_not_know_is_unsupported() -> None:
    document = signed(badge())
    document["@context"].append("https://school.example/context/v1")
    report = check(document)
    assert report.verdict is Verdict.UNSUPPORTED
    assert outcome(report, "proof") == "could_not_check unsupported_context"


def test_the_summary_says_what_the_badge_says() -> None:
    summary = check(signed(badge(validUntil="2030-01-01T00:00:00Z"))).summary
    assert summary is not None
    assert (summary.name, summary.issuer_name) == ("Welding certificate", "Central Trade School")
    assert summary.issuer_id == ISSUER_KEY.did
    assert summary.subject_id == "did:example:holder"
    assert summary.achievement is not None
    assert (summary.achievement.name, summary.achievement.type) == ("Welding", "Certificate")
    assert summary.valid_until is not None
    assert summary.valid_until.year == 2030
    assert summary.proof_types == ("eddsa-rdfc-2022",)


def test_a_set_of_two_good_proofs() -> None:
    first, second = signed(badge())["proof"], signed(badge(), OTHER_KEY)["proof"]
    report = check({**badge(), "proof": [first, second]})
    assert report.verdict is Verdict.VERIFIED
    assert [item.code for item in report.checks if item.name == "proof"] == ["good_signature"] * 2


def test_a_good_proof_beside_an_unsupported_one_counts() -> None:
    proof = signed(badge())["proof"]
    other = {"type": "BbsBlsSignature2020"}
    report = check({**badge(), "proof": [other, proof]})
    assert report.verdict is Verdict.VERIFIED
    assert [item.code for item in report.checks if item.name == "proof"] == [
        "unsupported_proof_type",
        "good_signature",
    ]


def test_a_failed_proof_decides_over_a_good_one() -> None:
    good = signed(badge())["proof"]
    bad = {**good, "created": "2020-01-01T00:00:00Z"}
    assert check({**badge(), "proof": [good, bad]}).verdict is Verdict.NOT_VERIFIED


def test_only_unsupported_proofs() -> None:
    report = check({**badge(), "proof": {"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}})
    assert report.verdict is Verdict.UNSUPPORTED
    assert outcome(report, "proof") == "could_not_check unsupported_proof_type"


def test_more_proofs_than_the_limit() -> None:
    report = check({**badge(), "proof": [signed(badge())["proof"]] * 21})
    assert outcome(report, "proof") == "failed too_many_proofs"


def chained() -> dict[str, Any]:
    first = {**signed(badge())["proof"], "id": "urn:uuid:11111111-1111-4111-8111-111111111111"}
    first = resigned(badge(), first)
    second = {**signed(badge())["proof"], "previousProof": first["id"]}
    second = resigned({**badge(), "proof": [first]}, second)
    return {**badge(), "proof": [first, second]}


def resigned(document: dict[str, Any], proof: dict[str, Any]) -> dict[str, Any]:
    from passports.standards.jsonld import SHIPPED
    from passports.standards.keys import encode_base58btc
    from passports.standards.proofs import SUITES
    from passports.standards.types import DEFAULT_LIMITS

    options = {name: value for name, value in proof.items() if name != "proofValue"}
    data = SUITES["eddsa-rdfc-2022"].signed_bytes(
        document, options, ISSUER_KEY.public, SHIPPED, DEFAULT_LIMITS
    )
    return {**options, "proofValue": encode_base58btc(ISSUER_KEY.sign(data))}


def test_a_chain_of_proofs() -> None:
    assert check(chained()).verdict is Verdict.VERIFIED


def test_a_chain_whose_beginning_is_missing() -> None:
    document = chained()
    document["proof"] = document["proof"][1:]
    assert outcome(check(document), "proof") == "failed previous_proof_missing"


def test_a_chain_whose_beginning_was_replaced() -> None:
    document = chained()
    document["proof"][0]["created"] = "2021-01-01T00:00:00Z"
    document["proof"][0] = resigned(badge(), document["proof"][0])
    codes = [item.code for item in check(document).checks if item.name == "proof"]
    assert codes == ["good_signature", "bad_signature"]


def test_the_clock_decides_about_validity() -> None:
    document = signed(badge(validFrom="2025-01-01T00:00:00Z", validUntil="2026-01-01T00:00:00Z"))
    cases = {
        "2024-12-31T23:58:00+00:00": "failed not_yet_valid",
        "2024-12-31T23:59:30+00:00": "passed current",
        "2025-06-01T00:00:00+00:00": "passed current",
        "2026-01-01T00:00:30+00:00": "passed current",
        "2026-01-01T00:02:00+00:00": "failed expired",
    }
    for moment, expected in cases.items():
        assert outcome(check(document, now=NOW.fromisoformat(moment)), "validity") == expected


def test_exp_of_a_token_ends_it() -> None:
    text = token(plain_1(expirationDate="2025-01-01T00:00:00Z"))
    assert outcome(check(text), "validity") == "failed expired"


def test_a_naive_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        check(signed(badge()), now=NOW.replace(tzinfo=None))


def test_issue_refuses_a_proof_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="cannot sign"):
        issue(badge(), key=ISSUER_KEY, proof="ecdsa-rdfc-2019", created=NOW)


def test_the_bytes_verified_are_the_bytes_stored() -> None:
    from passports.standards import parse

    content = json.dumps(signed(badge()), indent=3).encode()
    document = parse(content)
    assert document.payload == content
    assert document.data == json.loads(content)
