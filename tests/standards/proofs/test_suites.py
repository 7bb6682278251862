"""Each suite with each kind of key: good verifies, changed does not, other kinds are refused."""

from typing import Any

import pytest

from passports.standards.proofs import SUITES
from passports.standards.types import Verdict
from tests.standards.making import badge, check, complaints, outcome, plain, plain_1
from tests.standards.proofs.signers import SIGNERS, Signer, compact, detached, options_of, proof_of

JWS_2020 = "https://w3id.org/security/suites/jws-2020/v1"
V1 = "https://www.w3.org/2018/credentials/v1"
EMBEDDED = [
    ("eddsa-rdfc-2022", "EdDSA"),
    ("eddsa-jcs-2022", "EdDSA"),
    ("ecdsa-rdfc-2019", "ES256"),
    ("ecdsa-rdfc-2019", "ES384"),
    ("ecdsa-jcs-2019", "ES256"),
    ("ecdsa-jcs-2019", "ES384"),
    ("Ed25519Signature2018", "EdDSA"),
    *(("JsonWebSignature2020", name) for name in SIGNERS if name != "RS256"),
]


def document_for(suite: str, signer: Signer) -> dict[str, Any]:
    if suite == "Ed25519Signature2018":
        return plain_1(signer.did, context=[V1])
    if suite == "JsonWebSignature2020":
        return plain_1(signer.did, context=[V1, JWS_2020])
    return badge(signer.did)


@pytest.mark.parametrize(("suite", "algorithm"), EMBEDDED)
def test_embedded(suite: str, algorithm: str) -> None:
    signer = SIGNERS[algorithm]
    document = document_for(suite, signer)
    secured = {**document, "proof": proof_of(document, suite, signer)}
    assert check(secured).verdict is Verdict.VERIFIED
    changed = {**secured, "credentialSubject": {"id": "did:example:thief"}}
    assert outcome(check(changed), "proof") == "failed bad_signature"
    later = {**secured, "proof": {**secured["proof"], "created": "2026-11-02T00:00:00Z"}}
    assert complaints(check(later)) == {"proof": "bad_signature"}


@pytest.mark.parametrize(("suite", "algorithm"), EMBEDDED)
def test_a_key_of_another_kind(suite: str, algorithm: str) -> None:
    signer = SIGNERS[algorithm]
    document = document_for(suite, signer)
    proof = proof_of(document, suite, signer)
    for other in SIGNERS.values():
        if other.public.kind == signer.public.kind:
            continue
        moved = {**document, "issuer": other.did}
        moved["proof"] = {**proof, "verificationMethod": other.method}
        found = outcome(check(moved), "proof")
        assert found in {"failed wrong_key_type", "failed bad_signature"}
        if suite != "JsonWebSignature2020" and other.public.kind not in SUITES[suite].key_kinds:
            assert found == "failed wrong_key_type"


@pytest.mark.parametrize("algorithm", SIGNERS)
def test_tokens(algorithm: str) -> None:
    signer = SIGNERS[algorithm]
    header = {"alg": algorithm, "typ": "vc+jwt", "kid": signer.method}
    made = compact(header, plain(signer.did), signer.sign)
    assert check(made).verdict is Verdict.VERIFIED
    for other in SIGNERS:
        if other == algorithm:
            continue
        confused = compact({**header, "alg": other}, plain(signer.did), signer.sign)
        assert check(confused).verdict is Verdict.NOT_VERIFIED
    head, body, signature = made.split(".")
    for broken in (signature[:-4], signature + "AAAA", "", signature[4:] + signature[:4]):
        assert check(f"{head}.{body}.{broken}").verdict is not Verdict.VERIFIED


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "algorithm_not_allowed"),
        ({"alg": "HS256"}, "algorithm_not_allowed"),
        ({"alg": None}, "algorithm_not_allowed"),
        ({"alg": "ES256"}, "wrong_key_type"),
        ({"b64": True}, "malformed_proof"),
        ({"crit": ["b64", "exp"]}, "malformed_proof"),
        ({"crit": None}, "malformed_proof"),
        ({"jku": "https://evil.example/"}, "header_not_allowed"),
        ({"jwk": {"kty": "OKP"}}, "header_not_allowed"),
        ({"x5c": ["MIIB"]}, "header_not_allowed"),
    ],
)
@pytest.mark.parametrize("suite", ["Ed25519Signature2018", "JsonWebSignature2020"])
def test_headers_of_a_detached_jws(suite: str, header: dict[str, Any], code: str) -> None:
    signer = SIGNERS["EdDSA"]
    document = document_for(suite, signer)
    proof = proof_of(document, suite, signer)
    data = b"anything"
    secured = {**document, "proof": {**proof, "jws": detached(signer, data, **header)}}
    assert outcome(check(secured), "proof") == f"failed {code}"


@pytest.mark.parametrize("value", [None, 7, "", "a.b", "..", "a..b", "e30..", "e30.e30.e30", "é.."])
def test_a_jws_that_is_none(value: object) -> None:
    signer = SIGNERS["EdDSA"]
    document = document_for("JsonWebSignature2020", signer)
    proof = {**proof_of(document, "JsonWebSignature2020", signer), "jws": value}
    found = outcome(check({**document, "proof": proof}), "proof")
    assert found in {"failed malformed_proof", "failed algorithm_not_allowed"}


def test_two_signatures_in_one_proof() -> None:
    signer = SIGNERS["EdDSA"]
    document = document_for("JsonWebSignature2020", signer)
    proof = {**proof_of(document, "JsonWebSignature2020", signer), "proofValue": "z1"}
    assert outcome(check({**document, "proof": proof}), "proof") == "failed malformed_proof"


def test_an_algorithm_that_is_not_implemented_is_unsupported() -> None:
    signer = SIGNERS["PS256"]
    document = document_for("JsonWebSignature2020", signer)
    proof = proof_of(document, "JsonWebSignature2020", signer)
    secured = {**document, "proof": {**proof, "jws": detached(signer, b"", alg="PS512")}}
    assert check(secured).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-jcs-2019"])
def test_the_context_of_a_jcs_proof(suite: str) -> None:
    """The contexts in the proof are signed; the document may only have more behind them."""
    signer = SIGNERS["EdDSA" if suite.startswith("eddsa") else "ES256"]
    document = badge(signer.did)
    own = document["@context"]
    proof = proof_of(document, suite, signer, **{"@context": own})
    assert check({**document, "proof": proof}).verdict is Verdict.VERIFIED
    for contexts in (own[:1], own[::-1], [own[0], "https://evil.example/", own[1]], None, []):
        moved = {**document, "@context": contexts, "proof": proof}
        assert check(moved).verdict is not Verdict.VERIFIED
    swapped = {**proof, "@context": own[:1]}
    assert outcome(check({**document, "proof": swapped}), "proof") == "failed bad_signature"


def test_the_hash_of_p_384_is_sha_384() -> None:
    signer = SIGNERS["ES384"]
    document = badge(signer.did)
    options = options_of("ecdsa-rdfc-2019", signer)
    from passports.standards.jsonld import SHIPPED
    from passports.standards.types import DEFAULT_LIMITS

    for suite in ("ecdsa-rdfc-2019", "ecdsa-jcs-2019"):
        data = SUITES[suite].signed_bytes(document, options, signer.public, SHIPPED, DEFAULT_LIMITS)
        assert len(data) == 96
