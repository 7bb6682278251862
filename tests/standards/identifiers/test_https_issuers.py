"""Issuers named by an https address: which document there says which keys are theirs."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from passports.standards.identifiers.jwks import thumbprint
from passports.standards.types import Fetched, FetchFailed, Verdict
from tests.standards.making import (
    ISSUER_KEY,
    NOW,
    OTHER_KEY,
    Documents,
    check,
    complaints,
    plain,
    signed,
    token,
)

ISSUER = "https://college.example/issuer"
JWKS_URL = "https://college.example/keys.json"
METADATA_URL = "https://college.example/.well-known/jwt-vc-issuer/issuer"
JWKS = {"keys": [{**ISSUER_KEY.jwk, "kid": "2026"}]}


class Web(Documents):
    """Answers as a web server that is there: what it has not is not found."""

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.documents:
            raise FetchFailed("not_found", url, "404", transient=False)
        return Fetched(url, json.dumps(self.documents[url]).encode(), "application/json", NOW)


WAYS: dict[str, dict[str, Any]] = {
    "jwks at the address": {ISSUER: JWKS},
    "jwks inside": {ISSUER: {"id": ISSUER, "type": "Profile", "jwks": JWKS}},
    "jwks_uri": {ISSUER: {"id": ISSUER, "jwks_uri": JWKS_URL}, JWKS_URL: JWKS},
    "metadata": {METADATA_URL: {"issuer": ISSUER, "jwks": JWKS}},
    "metadata with jwks_uri": {
        METADATA_URL: {"issuer": ISSUER, "jwks_uri": JWKS_URL},
        JWKS_URL: JWKS,
    },
    "controller document": {
        ISSUER: {
            "id": ISSUER,
            "verificationMethod": [
                {
                    "id": f"{ISSUER}#a",
                    "type": "JsonWebKey",
                    "controller": ISSUER,
                    "publicKeyJwk": JWKS["keys"][0],
                }
            ],
            "assertionMethod": [f"{ISSUER}#a"],
        }
    },
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["2026", f"{ISSUER}#2026", thumbprint(ISSUER_KEY.jwk)])
def test_the_key_is_found_by_name_and_thumbprint(way: str, name: str) -> None:
    made = token(plain(ISSUER), key_id=name)
    assert check(made, Web(WAYS[way])).verdict is Verdict.VERIFIED
    forged = token(plain(ISSUER), OTHER_KEY, key_id=name)
    assert complaints(check(forged, Web(WAYS[way]))) == {"proof": "bad_signature"}


def test_an_embedded_proof_by_a_key_of_a_jwks() -> None:
    document = signed(plain(ISSUER), key_id=f"{ISSUER}#2026")
    assert check(document, Web(WAYS["jwks_uri"])).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "documents",
    [
        {},
        {ISSUER: {"id": ISSUER}},
        {ISSUER: {"id": "https://other.example/", "jwks": JWKS}},
        {METADATA_URL: {"issuer": "https://other.example/", "jwks": JWKS}},
        {ISSUER: {"id": ISSUER, "jwks_uri": "http://college.example/keys"}},
        {ISSUER: {"id": ISSUER, "jwks_uri": JWKS_URL}},
        {ISSUER: {"keys": "none"}},
        {ISSUER: {"keys": [7, {}, {"kty": "OKP"}]}},
        {ISSUER: {"keys": [{**ISSUER_KEY.jwk, "kid": "2026", "use": "enc"}]}},
        {ISSUER: {"keys": [{**ISSUER_KEY.jwk, "kid": "2026", "alg": "ES256"}]}},
    ],
)
def test_documents_that_give_no_key(documents: dict[str, Any]) -> None:
    made = token(plain(ISSUER), key_id="2026")
    assert check(made, Web(documents)).verdict is not Verdict.VERIFIED


def test_thumbprint_of_rfc_8037() -> None:
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert thumbprint(jwk) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_key_in_pem_under_a_profile_is_read() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    from passports.standards.keys import BadKey, from_pem

    private = rsa.generate_private_key(65537, 2048)
    pem = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert from_pem(pem.decode()).kind == "RSA"
    for text in ("", "x", None, pem.decode()[:100]):
        with pytest.raises(BadKey):
            from_pem(text)
