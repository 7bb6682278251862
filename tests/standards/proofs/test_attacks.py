"""What somebody without the issuer's key would try against proofs and keys."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from passports.standards.encodings import (
    decode_base58,
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    encode_base64url,
)
from passports.standards.keys import BadKey, from_jwk, from_multikey, from_raw
from passports.standards.types import Verdict
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
    signed,
    web_document,
)
from tests.standards.proofs.signers import SIGNERS, compact, proof_of

ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
P256_ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
SMALL_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
    "00" * 31 + "80",
    "01" + "00" * 30 + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ec" + "ff" * 31,
]


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_keys_of_small_order(point: str) -> None:
    raw = bytes.fromhex(point)
    with pytest.raises(BadKey):
        from_raw("Ed25519", raw)
    with pytest.raises(BadKey):
        from_jwk({"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(raw)})
    did = "did:key:" + encode_base58btc(b"\xed\x01" + raw)
    proof = signed(badge())["proof"] | {
        "verificationMethod": f"{did}#{did[8:]}",
        "proofValue": encode_base58btc(raw + bytes(32)),
    }
    report = check({**badge(did), "proof": proof})
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "proof") == "failed bad_identifier"


def test_an_ed25519_signature_with_the_order_added() -> None:
    document = signed(badge())
    raw = decode_multibase(document["proof"]["proofValue"])
    number = int.from_bytes(raw[32:], "little") + ED25519_ORDER
    document["proof"]["proofValue"] = encode_base58btc(raw[:32] + number.to_bytes(32, "little"))
    assert complaints(check(document)) == {"proof": "bad_signature"}


@pytest.mark.parametrize("change", ["zero r", "zero s", "r + n", "s + n", "long", "short", "der"])
def test_ecdsa_signatures_that_are_none(change: str) -> None:
    signer = SIGNERS["ES256"]
    document = badge(signer.did)
    proof = proof_of(document, "ecdsa-rdfc-2019", signer)
    raw = decode_multibase(proof["proofValue"])
    r, s = raw[:32], raw[32:]

    def plus(half: bytes) -> bytes:
        return ((int.from_bytes(half, "big") + P256_ORDER) % 2**256).to_bytes(32, "big")

    broken = {
        "zero r": bytes(32) + s,
        "zero s": r + bytes(32),
        "r + n": plus(r) + s,
        "s + n": r + plus(s),
        "long": b"\x00" + r + s,
        "short": r + s[:-1],
        "der": b"\x30\x44\x02\x20" + r + b"\x02\x20" + s,
    }[change]
    report = check({**document, "proof": {**proof, "proofValue": encode_base58btc(broken)}})
    assert complaints(report) == {"proof": "bad_signature"}


@pytest.mark.parametrize("kind", ["P-256", "P-384", "secp256k1"])
def test_points_that_are_not_on_the_curve(kind: str) -> None:
    size = 48 if kind == "P-384" else 32
    x = encode_base64url(b"\x01" * size)
    with pytest.raises(BadKey):
        from_jwk({"kty": "EC", "crv": kind, "x": x, "y": x})
    with pytest.raises(BadKey):
        from_jwk({"kty": "EC", "crv": kind, "x": encode_base64url(bytes(size)), "y": x})
    for raw in (bytes(1 + size), b"\x00", b"\x02" + b"\xff" * size, b"\x04" + b"\x01" * 2 * size):
        with pytest.raises(BadKey):
            from_raw(kind, raw)


def test_a_point_of_one_curve_as_a_key_of_another() -> None:
    public = ec.generate_private_key(ec.SECP256K1()).public_key().public_numbers()
    x, y = (encode_base64url(n.to_bytes(32, "big")) for n in (public.x, public.y))
    with pytest.raises(BadKey):
        from_jwk({"kty": "EC", "crv": "P-256", "x": x, "y": y})


def test_an_uncompressed_point_in_a_multikey() -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    point = b"\x04" + public.x.to_bytes(32, "big") + public.y.to_bytes(32, "big")
    with pytest.raises(BadKey):
        from_multikey(encode_base58btc(b"\x80\x24" + point))


@pytest.mark.parametrize("name", ["x", "y"])
def test_coordinates_of_another_length(name: str) -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": encode_base64url(public.x.to_bytes(32, "big")),
        "y": encode_base64url(public.y.to_bytes(32, "big")),
    }
    assert from_jwk(jwk).kind == "P-256"
    padded = encode_base64url(b"\x00" + decode_base64url(jwk[name]))
    with pytest.raises(BadKey):
        from_jwk({**jwk, name: padded})


@pytest.mark.parametrize("exponent", [0, 1, 2, 4])
def test_rsa_exponents_that_protect_nothing(exponent: int) -> None:
    n = SIGNERS["RS256"].public.key.public_numbers().n  # type: ignore[attr-defined]
    jwk = {
        "kty": "RSA",
        "n": encode_base64url(n.to_bytes(256, "big")),
        "e": encode_base64url(exponent.to_bytes(1, "big")),
    }
    with pytest.raises(BadKey):
        from_jwk(jwk)


@pytest.mark.parametrize("text", ["AB", "AAB", "A", "A=", "A A", "A\n", "+/", "é", None, 7])
def test_base64url_has_one_spelling(text: object) -> None:
    with pytest.raises(ValueError, match="base64url"):
        decode_base64url(text)


@pytest.mark.parametrize(
    "text", ["", "0", "O", "I", "l", "2 ", "2\n", " 2", "é", None, "2" * 4_001]
)
def test_base58_has_one_spelling(text: object) -> None:
    with pytest.raises(ValueError, match="base58"):
        decode_base58(text)


@pytest.mark.parametrize("addition", [" ", "\n", "\t"])
def test_a_proof_value_with_a_space(addition: str) -> None:
    document = signed(badge())
    document["proof"]["proofValue"] += addition
    assert outcome(check(document), "proof") == "failed malformed_proof"


def test_a_proof_moved_onto_another_document() -> None:
    proof = signed(badge())["proof"]
    other = badge(name="Another badge", id="urn:uuid:11111111-2222-3333-4444-555555555555")
    assert complaints(check({**other, "proof": proof})) == {"proof": "bad_signature"}


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize("purpose", ["authentication", "keyAgreement", "capabilityInvocation"])
def test_a_proof_for_another_purpose(suite: str, purpose: str) -> None:
    signer = SIGNERS["EdDSA"]
    document = badge(signer.did)
    proof = proof_of(document, suite, signer, proofPurpose=purpose)
    report = check({**document, "proof": proof})
    assert complaints(report)["proof"] == "wrong_proof_purpose"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_that_its_owner_authorizes_for_something_else() -> None:
    method = web_document()["assertionMethod"]
    document = web_document(assertionMethod=[], authentication=method)
    secured = signed(badge(WEB_ISSUER), key_id=method[0])
    report = check(secured, Documents({WEB_DOCUMENT_URL: document}))
    assert complaints(report) == {"issuer_key": "key_not_for_assertion"}
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_whose_controller_is_somebody_else() -> None:
    document = web_document()
    document["verificationMethod"][0]["controller"] = OTHER_KEY.did
    secured = signed(badge(WEB_ISSUER), key_id=document["assertionMethod"][0])
    report = check(secured, Documents({WEB_DOCUMENT_URL: document}))
    assert complaints(report) == {"issuer_key": "controller_mismatch"}


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_an_expired_proof(suite: str) -> None:
    signer = SIGNERS["EdDSA"]
    document = badge(signer.did)
    proof = proof_of(document, suite, signer, expires="2026-11-22T00:00:00Z")
    assert outcome(check({**document, "proof": proof}), "proof") == "failed proof_expired"
    later = {**proof, "expires": "2036-11-22T00:00:00Z"}
    assert outcome(check({**document, "proof": later}), "proof") == "failed bad_signature"


def test_times_without_an_offset_count_as_utc() -> None:
    """https://www.w3.org/TR/vc-data-integrity/#proofs: they MUST be interpreted so."""
    signer = SIGNERS["EdDSA"]
    document = badge(signer.did)

    def outcome_of(**dates: str) -> str:
        proof = proof_of(document, "eddsa-rdfc-2022", signer, **dates)
        return outcome(check({**document, "proof": proof}), "proof")

    assert outcome_of(created="2026-11-20T00:00:00") == "passed good_signature"
    assert outcome_of(expires="2036-11-20T00:00:00") == "passed good_signature"
    assert outcome_of(expires="2020-11-20T00:00:00") == "failed proof_expired"
    for wrong in ("2026-11-20", "invalidDate", "2026-11-20T00:00:00+99:00"):
        assert outcome_of(created=wrong) == "failed bad_proof_date"


def test_a_proof_that_ends_before_it_begins() -> None:
    signer = SIGNERS["EdDSA"]
    document = badge(signer.did)
    dates = {"created": "2026-11-25T00:00:00Z", "expires": "2026-11-24T00:00:00Z"}
    proof = proof_of(document, "eddsa-rdfc-2022", signer, **dates)
    assert complaints(check({**document, "proof": proof})) == {"proof": "bad_proof_date"}


@pytest.mark.parametrize("member", ["revoked", "expires"])
@pytest.mark.parametrize("named", [True, False])
def test_a_key_that_has_ended(member: str, named: bool) -> None:
    code = {"revoked": "key_revoked", "expires": "key_expired"}[member]
    for value, good in (
        ("2026-11-22T00:00:00Z", False),
        ("2026-11-24T00:00:00Z", True),
        ("soon", False),
        (True, False),
    ):
        document = web_document()
        document["verificationMethod"][0][member] = value
        fetch = Documents({WEB_DOCUMENT_URL: document})
        header = {"alg": "EdDSA"} | ({"kid": f"{WEB_ISSUER}#key-1"} if named else {})
        report = check(compact(header, plain(WEB_ISSUER), ISSUER_KEY.sign), fetch)
        assert (report.verdict is Verdict.VERIFIED) is good
        if not good:
            assert complaints(report)["issuer_key"] == (code if named else "key_not_found")


def test_a_foreign_key_that_its_own_controller_has_revoked() -> None:
    other = "did:web:other.example"
    document = web_document()
    document["verificationMethod"] = []
    document["assertionMethod"] = [f"{other}#key-1"]
    theirs = json.loads(json.dumps(web_document()).replace(WEB_ISSUER, other))
    fetch = {WEB_DOCUMENT_URL: document, "https://other.example/.well-known/did.json": theirs}
    secured = signed(badge(WEB_ISSUER), key_id=f"{other}#key-1")
    assert check(secured, Documents(fetch)).verdict is Verdict.VERIFIED
    theirs["verificationMethod"][0]["revoked"] = "2025-01-01T00:00:00Z"
    report = check(secured, Documents(fetch))
    assert complaints(report) == {"issuer_key": "key_revoked"}


@pytest.mark.parametrize("changes", [{"id": "x"}, {"id": 7}, {"nonce": 7}, {"challenge": ["x"]}])
def test_members_of_a_proof_of_the_wrong_kind(changes: dict[str, Any]) -> None:
    signer = SIGNERS["EdDSA"]
    document = badge(signer.did)
    proof = proof_of(document, "eddsa-jcs-2022", signer, **changes)
    assert outcome(check({**document, "proof": proof}), "proof") == "failed malformed_proof"


def test_a_key_that_is_for_one_algorithm() -> None:
    """A JWK that says `alg` verifies nothing else, although the key could."""
    numbers = SIGNERS["RS256"].public.key.public_numbers()  # type: ignore[attr-defined]
    jwk: dict[str, Any] = {
        "kty": "RSA",
        "alg": "PS256",
        "n": encode_base64url(numbers.n.to_bytes(256, "big")),
        "e": "AQAB",
    }
    method = {
        "id": f"{WEB_ISSUER}#key-1",
        "type": "JsonWebKey",
        "controller": WEB_ISSUER,
        "publicKeyJwk": jwk,
    }
    fetch = Documents({WEB_DOCUMENT_URL: web_document(verificationMethod=[method])})
    header = {"alg": "RS256", "kid": method["id"]}
    report = check(compact(header, plain(WEB_ISSUER), SIGNERS["RS256"].sign), fetch)
    assert outcome(report, "proof") == "failed wrong_key_type"
    right = compact({**header, "alg": "PS256"}, plain(WEB_ISSUER), SIGNERS["PS256"].sign)
    assert check(right, fetch).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("kid", [OTHER_KEY.did_key_id, "https://evil.example/keys#1", "#x", "../x"])
def test_a_kid_that_leads_elsewhere(kid: str) -> None:
    fetch = Documents({"https://evil.example/keys": {"keys": [{**OTHER_KEY.jwk, "kid": "1"}]}})
    made = compact({"alg": "EdDSA", "kid": kid}, plain(ISSUER_KEY.did), OTHER_KEY.sign)
    report = check(made, fetch)
    assert report.verdict is not Verdict.VERIFIED
    assert "issuer_key" in complaints(report)


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "HS256", "hs256", "HS1"])
def test_algorithms_that_are_never_accepted(algorithm: str) -> None:
    made = compact({"alg": algorithm, "kid": ISSUER_KEY.did_key_id}, plain(), ISSUER_KEY.sign)
    assert outcome(check(made), "proof") == "failed algorithm_not_allowed"
    assert json.loads(decode_base64url(made.split(".")[0]))["alg"] == algorithm
