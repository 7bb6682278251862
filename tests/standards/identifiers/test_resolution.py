"""Resolving a DID gives the document that others expect of it, and its keys mean what they say."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from passports.standards import keys
from passports.standards.encodings import decode_base58, encode_base64url
from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.types import Verdict
from tests import corpora
from tests.standards.making import (
    ISSUER_KEY,
    Documents,
    badge,
    check,
    outcome,
    plain,
    signed,
    token,
)

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
    "keyAgreement",
)
BASE58_TYPES = {
    "Ed25519VerificationKey2018": "Ed25519",
    "X25519KeyAgreementKey2019": "X25519",
    "EcdsaSecp256k1VerificationKey2019": "secp256k1",
    "P256Key2021": "P-256",
    "Bls12381G1Key2020": "BLS12-381",
    "Bls12381G2Key2020": "BLS12-381",
}


def material(method: Mapping[str, Any]) -> tuple[str, bytes]:
    """Which key a verification method holds, whatever shape it is written in."""
    if "publicKeyMultibase" in method:
        kind, raw = keys.multikey_parts(method["publicKeyMultibase"])
    elif "publicKeyBase58" in method:
        kind, raw = BASE58_TYPES[method["type"]], decode_base58(method["publicKeyBase58"])
    elif method["publicKeyJwk"].get("crv") == "X25519":
        kind, raw = "X25519", keys.decode_base64url(method["publicKeyJwk"]["x"])
    else:
        key = keys.from_jwk(method["publicKeyJwk"])
        return key.kind, key.spki()
    if kind in {"X25519", "BLS12-381"}:
        return kind, raw
    return kind, keys.from_raw(kind, raw).spki()


def comparable(document: Mapping[str, Any]) -> dict[str, Any]:
    methods = document.get("verificationMethod", [])
    return {
        "id": document["id"],
        "methods": {m["id"]: (m["controller"], *material(m)) for m in methods},
        **{
            name: sorted(m if isinstance(m, str) else m["id"] for m in document.get(name, []))
            for name in RELATIONSHIPS
        },
    }


def expected_documents(row: corpora.Row) -> list[dict[str, Any]]:
    content = json.loads(corpora.content(row))
    if row["group"] == "did-web":
        return [content]
    if "didDocument" in content:
        return [content["didDocument"]]
    return [value for value in content.values() if isinstance(value, dict) and "id" in value]


@pytest.mark.parametrize("row", corpora.params(judge="resolution"))
def test_documents_of_others(row: corpora.Row) -> None:
    documents = expected_documents(row)
    assert documents
    for expected in documents:
        found = resolve(expected["id"], fetch=corpora.OfflineFetch(row), keys=None)
        assert comparable(found) == comparable(expected)


def did_jwk(jwk: Mapping[str, Any]) -> str:
    return "did:jwk:" + encode_base64url(json.dumps(jwk).encode())


def test_did_jwk() -> None:
    did = did_jwk(ISSUER_KEY.jwk)
    assert check(signed(badge(did), key_id=f"{did}#0")).verdict is Verdict.VERIFIED
    assert check(token(plain(did), key_id=f"{did}#0")).verdict is Verdict.VERIFIED
    other = signed(badge(ISSUER_KEY.did), key_id=f"{did}#0")
    assert outcome(check(other), "issuer_key") == "failed controller_mismatch"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"use": "enc"}, "wrong_key_type"),
        ({"key_ops": ["deriveBits"]}, "wrong_key_type"),
        ({"crv": "X25519"}, "wrong_key_type"),
        ({"crv": "X448"}, "unsupported_identifier"),
        ({"d": "AAAA"}, "bad_identifier"),
        ({"x": "AAAA"}, "bad_identifier"),
    ],
    ids=["enc", "derive", "x25519", "x448", "secret", "short"],
)
def test_did_jwk_that_signs_nothing(changes: dict[str, Any], code: str) -> None:
    did = did_jwk({**ISSUER_KEY.jwk, **changes})
    report = check(signed(badge(did), key_id=f"{did}#0"))
    assert report.verdict is not Verdict.VERIFIED
    if code == "unsupported_identifier":
        assert report.verdict is Verdict.UNSUPPORTED
    else:
        assert outcome(report, "proof") == f"failed {code}"


@pytest.mark.parametrize("rest", ["", "e30", "W10", "eyJ", "!", "e30=", "eyJrdHkiOiJPS1AifQ"])
def test_did_jwk_that_is_none(rest: str) -> None:
    with pytest.raises(CannotResolve):
        resolve(f"did:jwk:{rest}", fetch=Documents(), keys=None)


def test_the_derived_agreement_key_of_a_did_key_asserts_nothing() -> None:
    document = resolve(ISSUER_KEY.did, fetch=Documents(), keys=None)
    agreement = document["keyAgreement"][0]
    assert agreement not in document["assertionMethod"]
    report = check(signed(badge(), key_id=agreement))
    assert outcome(report, "proof") == "failed wrong_key_type"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_did_key_written_in_base64url_is_refused() -> None:
    data = keys.decode_multibase(ISSUER_KEY.multibase)
    with pytest.raises(CannotResolve):
        resolve(f"did:key:u{encode_base64url(data)}", fetch=Documents(), keys=None)
