"""What we sign verifies, for every kind of key and proof; what a key cannot make is refused."""

import json
from typing import Any

import pytest

from passports.standards import P256SigningKey, SigningKey, issue
from passports.standards.encodings import decode_base64url
from passports.standards.signing_key import AnySigningKey
from passports.standards.types import Verdict
from tests.standards.making import NOW, badge, check, complaints, outcome, plain_1

ED25519 = SigningKey.from_seed(bytes(range(32)))
P256 = P256SigningKey.from_seed(bytes(range(1, 33)))
MADE: list[tuple[AnySigningKey, str]] = [
    (ED25519, ""),
    (ED25519, "eddsa-rdfc-2022"),
    (ED25519, "eddsa-jcs-2022"),
    (ED25519, "vc+jwt"),
    (P256, ""),
    (P256, "ecdsa-rdfc-2019"),
    (P256, "ecdsa-jcs-2019"),
    (P256, "vc+jwt"),
]


def text_of(document: dict[str, Any] | str) -> str:
    return document if isinstance(document, str) else json.dumps(document)


@pytest.mark.parametrize(("key", "proof"), MADE)
def test_what_is_issued_verifies(key: AnySigningKey, proof: str) -> None:
    made = issue(badge(key.did), key=key, proof=proof, created=NOW)
    assert check(text_of(made)).verdict is Verdict.VERIFIED
    if isinstance(made, dict):
        report = check({**made, "name": "Another name"})
        assert complaints(report) == {"proof": "bad_signature"}
        return
    head, _, tail = made.split(".")
    other = issue(badge(key.did, name="Another name"), key=key, proof=proof, created=NOW)
    assert complaints(check(f"{head}.{str(other).split('.')[1]}.{tail}")) == {
        "proof": "bad_signature"
    }
    algorithm = json.loads(decode_base64url(head))["alg"]
    assert algorithm == {"Ed25519": "EdDSA", "P-256": "ES256"}[key.public.kind]


@pytest.mark.parametrize(
    ("key", "proof"),
    [
        (ED25519, "ecdsa-rdfc-2019"),
        (ED25519, "JsonWebSignature2020"),
        (P256, "eddsa-rdfc-2022"),
        (P256, "Ed25519Signature2020"),
        (P256, "ecdsa-sd-2023"),
        (P256, "none"),
    ],
)
def test_a_proof_that_the_key_does_not_make(key: AnySigningKey, proof: str) -> None:
    with pytest.raises(ValueError, match=proof):
        issue(badge(key.did), key=key, proof=proof, created=NOW)


def test_version_1_with_a_token_by_a_curve_key() -> None:
    made = issue(plain_1(P256.did), key=P256, proof="vc+jwt", created=NOW)
    assert check(str(made)).verdict is Verdict.VERIFIED


def test_a_key_comes_back_from_its_secret() -> None:
    key = P256SigningKey.generate()
    assert P256SigningKey.from_seed(key.seed()).public.same_as(key.public)
    assert key.jwk["crv"] == "P-256"
    for seed in (bytes(32), bytes(31), b"\xff" * 32):
        with pytest.raises(ValueError, match=r".+"):
            P256SigningKey.from_seed(seed)


def test_the_signature_of_another_key_of_the_same_kind() -> None:
    made = issue(
        badge(P256.did), key=P256SigningKey.generate(), created=NOW, key_id=P256.did_key_id
    )
    assert outcome(check(text_of(made)), "proof") == "failed bad_signature"
