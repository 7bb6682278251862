"""Credentials in tokens signed with keys of other kinds, and keys that a token does not name."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from passports.standards.jsonld import SHIPPED
from passports.standards.keys import PublicKey, encode_base58btc, encode_base64url
from passports.standards.proofs import SUITES
from passports.standards.types import DEFAULT_LIMITS, Limits, Verdict
from tests.standards.making import (
    ISSUER_KEY,
    OTHER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    Documents,
    badge,
    check,
    complaints,
    outcome,
    plain,
    plain_1,
    signed,
    token,
    web_document,
)

CURVES: Mapping[str, tuple[str, ec.EllipticCurve, Any, int, bytes]] = {
    "ES256": ("P-256", ec.SECP256R1(), hashes.SHA256(), 32, b"\x80\x24"),
    "ES384": ("P-384", ec.SECP384R1(), hashes.SHA384(), 48, b"\x81\x24"),
}
RSA_KEY = rsa.generate_private_key(65537, 2048)


def curve_did(key: ec.EllipticCurvePrivateKey, algorithm: str) -> str:
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    return "did:key:" + encode_base58btc(CURVES[algorithm][4] + point)


def curve_signature(key: ec.EllipticCurvePrivateKey, algorithm: str, data: bytes) -> bytes:
    _, _, hash_, size, _ = CURVES[algorithm]
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hash_)))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def compact(header: Mapping[str, Any], claims: Mapping[str, Any], sign: Any) -> str:
    text = ".".join(encode_base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode_base64url(sign(text.encode()))}"


@pytest.mark.parametrize("algorithm", CURVES)
def test_elliptic_curves(algorithm: str) -> None:
    key = ec.generate_private_key(CURVES[algorithm][1])
    did = curve_did(key, algorithm)
    header = {"alg": algorithm, "typ": "vc+jwt", "kid": f"{did}#{did[8:]}"}

    def sign(data: bytes) -> bytes:
        return curve_signature(key, algorithm, data)

    assert check(compact(header, plain(did), sign)).verdict is Verdict.VERIFIED
    broken = compact(header, plain(did), lambda data: sign(data)[:-1] + b"\x00\x00")
    assert outcome(check(broken), "proof") == "failed bad_signature"
    other = next(name for name in CURVES if name != algorithm)
    confused = compact({**header, "alg": other}, plain(did), sign)
    assert outcome(check(confused), "proof") == "failed wrong_key_type"


@pytest.mark.parametrize("algorithm", CURVES)
def test_ecdsa_rdfc_2019(algorithm: str) -> None:
    kind, curve, _, _, _ = CURVES[algorithm]
    key = ec.generate_private_key(curve)
    did = curve_did(key, algorithm)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-rdfc-2019",
        "created": "2026-11-01T00:00:00Z",
        "verificationMethod": f"{did}#{did[8:]}",
        "proofPurpose": "assertionMethod",
    }
    data = SUITES["ecdsa-rdfc-2019"].signed_bytes(
        badge(did), options, PublicKey(kind, key.public_key()), SHIPPED, DEFAULT_LIMITS
    )
    value = encode_base58btc(curve_signature(key, algorithm, data))
    document = {**badge(did), "proof": {**options, "proofValue": value}}
    assert check(document).verdict is Verdict.VERIFIED
    assert outcome(check({**document, "name": "Other"}), "proof") == "failed bad_signature"


def rsa_jwk() -> dict[str, str]:
    numbers = RSA_KEY.public_key().public_numbers()
    return {"kty": "RSA", "n": encode_base64url(numbers.n.to_bytes(256, "big")), "e": "AQAB"}


def sign_rs256(data: bytes) -> bytes:
    return RSA_KEY.sign(data, padding.PKCS1v15(), hashes.SHA256())


def rsa_web_document() -> dict[str, Any]:
    document = web_document()
    method = document["verificationMethod"][0]
    del method["publicKeyMultibase"]
    method |= {"type": "JsonWebKey", "publicKeyJwk": rsa_jwk()}
    return document


@pytest.mark.parametrize(
    "named",
    [{"kid": f"{WEB_ISSUER}#key-1"}, {"jwk": rsa_jwk()}, {}],
    ids=["kid", "jwk", "no name"],
)
def test_rs256(named: dict[str, Any]) -> None:
    fetch = Documents({WEB_DOCUMENT_URL: rsa_web_document()})
    made = compact({"alg": "RS256", "typ": "JWT", **named}, badge(WEB_ISSUER), sign_rs256)
    assert check(made, fetch).verdict is Verdict.VERIFIED


def test_a_token_that_names_no_key_and_none_fits() -> None:
    fetch = Documents({WEB_DOCUMENT_URL: web_document(OTHER_KEY)})
    made = compact({"alg": "EdDSA"}, badge(WEB_ISSUER), ISSUER_KEY.sign)
    report = check(made, fetch)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "proof") == "failed bad_signature"
    wrong_kind = compact({"alg": "RS256"}, badge(WEB_ISSUER), sign_rs256)
    assert outcome(check(wrong_kind, fetch), "proof") == "failed key_not_found"


def test_a_token_that_names_no_key_of_an_issuer_that_cannot_be_reached() -> None:
    report = check(compact({"alg": "RS256"}, badge(WEB_ISSUER), sign_rs256))
    assert complaints(report) == {"proof": "key_unavailable", "issuer_key": "issuer_unreachable"}
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("algorithm", ["ES512", "RS512", "RS1", "A128KW", ""])
def test_other_algorithms_are_unsupported(algorithm: str) -> None:
    made = compact({"alg": algorithm}, badge(WEB_ISSUER), sign_rs256)
    report = check(made, Documents({WEB_DOCUMENT_URL: rsa_web_document()}))
    assert outcome(report, "proof") == "could_not_check unsupported_algorithm"
    assert report.verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("value", [None, 7, ["EdDSA"], {}])
def test_an_algorithm_that_is_no_text(value: object) -> None:
    made = compact({"alg": value}, plain(), ISSUER_KEY.sign)
    assert outcome(check(made), "proof") == "failed algorithm_not_allowed"


@pytest.mark.parametrize("kid", [7, "", None, {}])
def test_a_kid_that_is_no_text(kid: object) -> None:
    made = compact({"alg": "EdDSA", "kid": kid}, plain(), ISSUER_KEY.sign)
    assert outcome(check(made), "proof") == "failed malformed_proof"


def test_claims_of_version_1_that_contradict_the_credential() -> None:
    for claims in (
        {"vc": plain_1(), "jti": "urn:uuid:other"},
        {"vc": plain_1(), "sub": "did:example:thief"},
        {"vc": plain_1(), "nbf": "yesterday"},
        {"vc": plain_1(), "exp": 1e300},
    ):
        made = compact({"alg": "EdDSA", "kid": ISSUER_KEY.did_key_id}, claims, ISSUER_KEY.sign)
        assert complaints(check(made)) == {"structure": "jwt_claims_conflict"}


def test_a_proof_inside_a_token_must_be_good_as_well() -> None:
    inner = signed(plain())
    assert check(token(inner)).verdict is Verdict.VERIFIED
    inner["proof"]["created"] = "2020-01-01T00:00:00Z"
    assert check(token(inner)).verdict is Verdict.NOT_VERIFIED


def test_a_document_cannot_send_us_everywhere() -> None:
    proof = signed(badge())["proof"]
    proofs = [
        {**proof, "verificationMethod": f"https://host{i}.example/issuer#k"} for i in range(20)
    ]
    fetch = Documents()
    report = check({**badge(), "proof": proofs}, fetch, limits=Limits(fetches=5))
    assert len(fetch.asked) == 5
    assert report.verdict is not Verdict.VERIFIED
