"""From an issuer's identifier to its keys."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.identifiers.did_web import document_url
from passports.standards.keys import (
    BadKey,
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    from_jwk,
    from_multikey,
)
from passports.standards.types import Verdict
from tests.standards.making import (
    ISSUER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    Documents,
    badge,
    check,
    complaints,
    outcome,
    signed,
    token,
    web_document,
)


@pytest.mark.parametrize(
    ("identifier", "url"),
    [
        ("did:web:college.example", "https://college.example/.well-known/did.json"),
        ("did:web:College.example:a:b", "https://college.example/a/b/did.json"),
        ("did:web:college.example%3A8443", "https://college.example:8443/.well-known/did.json"),
        ("did:web:college.example%3A8443:a", "https://college.example:8443/a/did.json"),
    ],
)
def test_did_web_addresses(identifier: str, url: str) -> None:
    assert document_url(identifier) == url


@pytest.mark.parametrize(
    "rest",
    [
        "127.0.0.1",
        "169.254.169.254",
        "localhost",
        "intranet",
        "2130706433",
        "0x7f000001",
        "college.example%3A",
        "college.example%3A0",
        "college.example%3A99999",
        "college.example%3Aabc",
        "user%40college.example",
        "college.example%2Fpath",
        "college.example:..:secret",
        "college.example:%2e%2e",
        "college.example:a%2Fb",
        "college.example:a%3Fq",
        "college.example::a",
        "college.example:a%23f",
        "-college.example",
        "",
    ],
)
def test_did_web_addresses_that_are_refused(rest: str) -> None:
    with pytest.raises(CannotResolve) as caught:
        document_url(f"did:web:{rest}")
    assert caught.value.code == "bad_identifier"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254"])
def test_a_private_host_is_never_asked(host: str) -> None:
    issuer = f"did:web:{host}"
    fetch = Documents()
    report = check(signed(badge(issuer), key_id=f"{issuer}#k"), fetch)
    assert fetch.asked == []
    assert report.verdict is Verdict.NOT_VERIFIED
    assert complaints(report)["issuer_key"] == "bad_identifier"


def test_did_web_verifies() -> None:
    fetch = Documents({WEB_DOCUMENT_URL: web_document()})
    for key_id in (f"{WEB_ISSUER}#key-1",):
        assert check(signed(badge(WEB_ISSUER), key_id=key_id), fetch).verdict is Verdict.VERIFIED
        assert check(token(badge(WEB_ISSUER), key_id=key_id), fetch).verdict is Verdict.VERIFIED
    assert fetch.asked == [WEB_DOCUMENT_URL] * 2


@pytest.mark.parametrize("kid", ["#key-1", "key-1"])
def test_a_relative_kid_belongs_to_the_issuer(kid: str) -> None:
    fetch = Documents({WEB_DOCUMENT_URL: web_document()})
    assert check(token(badge(WEB_ISSUER), key_id=kid), fetch).verdict is Verdict.VERIFIED


def embedded() -> dict[str, Any]:
    document = web_document()
    document["assertionMethod"] = document.pop("verificationMethod")
    return document


def relative() -> dict[str, Any]:
    document = web_document()
    document["verificationMethod"][0]["id"] = "#key-1"
    document["assertionMethod"] = ["#key-1"]
    return document


def with_jwk() -> dict[str, Any]:
    document = web_document()
    del document["verificationMethod"][0]["publicKeyMultibase"]
    document["verificationMethod"][0] |= {"type": "JsonWebKey", "publicKeyJwk": ISSUER_KEY.jwk}
    return document


@pytest.mark.parametrize("make", [embedded, relative, with_jwk])
def test_shapes_of_a_document(make: Any) -> None:
    fetch = Documents({WEB_DOCUMENT_URL: make()})
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    assert check(document, fetch).verdict is Verdict.VERIFIED


def test_an_https_issuer_lists_a_key() -> None:
    issuer = "https://college.example/issuers/1"
    method = {
        "id": f"{issuer}#k",
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": ISSUER_KEY.multibase,
    }
    fetch = Documents({issuer: {"id": issuer, "assertionMethod": [method]}})
    assert check(signed(badge(issuer), key_id=f"{issuer}#k"), fetch).verdict is Verdict.VERIFIED
    own = Documents({issuer: {"id": issuer, "assertionMethod": [ISSUER_KEY.did_key_id]}})
    assert check(signed(badge(issuer)), own).verdict is Verdict.VERIFIED


def test_an_address_that_shows_a_web_page() -> None:
    issuer = "https://college.example/issuers/1"
    fetch = Documents({issuer: b"<html>Our college</html>"})
    report = check(signed(badge(issuer), key_id=f"{issuer}#{ISSUER_KEY.multibase}"), fetch)
    assert complaints(report) == {"issuer_key": "bad_controller_document"}
    assert report.verdict is Verdict.INCONCLUSIVE


class Pinned:
    def controller_document(self, identifier: str) -> dict[str, Any] | None:
        return web_document() if identifier == WEB_ISSUER else None


def test_the_key_store_is_asked_before_the_network() -> None:
    fetch = Documents()
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    assert check(document, fetch, keys=Pinned()).verdict is Verdict.VERIFIED
    assert fetch.asked == []


@pytest.mark.parametrize("issuer", ["did:ebsi:z123", "did:example:1", "did:ion:e30"])
def test_other_methods_are_unsupported_by_name(issuer: str) -> None:
    report = check(signed(badge(issuer), key_id=f"{issuer}#0"))
    assert report.verdict is Verdict.UNSUPPORTED
    found = next(item for item in report.checks if item.name == "issuer_key")
    assert found.code == "unsupported_identifier_method"
    assert found.params["method"] == ":".join(issuer.split(":")[:2])


def test_an_issuer_that_is_no_address() -> None:
    report = check(signed(badge("urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164")))
    assert complaints(report) == {"issuer_key": "issuer_not_resolvable"}
    assert report.verdict is Verdict.INCONCLUSIVE


def test_did_key_without_its_fragment() -> None:
    assert check(signed(badge(), key_id=ISSUER_KEY.did)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "multibase", ["", "z", "zzzz", "mAAAA", "z6Mk", "z" + "1" * 30_000, "z\u00e9"]
)
def test_multikeys_that_are_none(multibase: str) -> None:
    with pytest.raises(BadKey):
        from_multikey(multibase)
    with pytest.raises(CannotResolve):
        resolve(f"did:key:{multibase}", fetch=Documents(), keys=None)


def test_keys_that_only_agree_on_secrets_assert_nothing() -> None:
    did = "did:key:" + encode_base58btc(b"\xec\x01" + bytes(32))
    document = resolve(did, fetch=Documents(), keys=None)
    assert set(document) == {"id", "verificationMethod", "keyAgreement"}
    report = check(signed(badge(did), key_id=f"{did}#{did[8:]}"))
    assert outcome(report, "proof") == "failed wrong_key_type"


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_jwk_and_multikey_are_the_same_key(curve: ec.EllipticCurve) -> None:
    from cryptography.hazmat.primitives import serialization

    from passports.standards.keys import encode_base64url

    public = ec.generate_private_key(curve).public_key()
    size = (curve.key_size + 7) // 8
    prefix = {256: b"\x80\x24", 384: b"\x81\x24", 521: b"\x82\x24"}[curve.key_size]
    point = public.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    numbers = public.public_numbers()
    jwk = {
        "kty": "EC",
        "crv": f"P-{curve.key_size}",
        "x": encode_base64url(numbers.x.to_bytes(size, "big")),
        "y": encode_base64url(numbers.y.to_bytes(size, "big")),
    }
    assert from_jwk(jwk).same_as(from_multikey(encode_base58btc(prefix + point)))


@pytest.mark.parametrize(
    "jwk",
    [
        None,
        {},
        {"kty": "oct", "k": "AAAA"},
        {"kty": "OKP", "crv": "X25519", "x": "AAAA"},
        {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": ["P-256"], "x": "AA", "y": "AA"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
    ],
)
def test_jwks_that_are_none(jwk: object) -> None:
    with pytest.raises(BadKey):
        from_jwk(jwk)


@pytest.mark.parametrize("text", ["a+b/", "AAAA=", "A A A", "A", "\u00e9"])
def test_base64url_is_strict(text: str) -> None:
    for read in (decode_base64url, lambda part: decode_multibase("u" + part)):
        with pytest.raises(ValueError, match=r"base64|padd|character|decod"):
            read(text)
