"""Credentials in COSE: what is good for others is good here, and what nobody signed is refused."""

import base64
import json
from typing import Any

import pytest

from passports.standards import make_status_list, parse, status_entry
from passports.standards.fetched_kind import STATUS, kind_of
from passports.standards.types import NotACredential, Report, Verdict
from tests.standards.formats.presenting import HOLDER, nested_badge, presentation, presented
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    V2,
    Documents,
    badge,
    check,
    complaints,
    outcome,
    plain,
)
from tests.standards.proofs.cose_vectors import PYCOSE, W3C, W3C_ISSUER, W3C_KEY
from tests.standards.proofs.messages import dumps, message


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def enveloped(content: bytes, kind: str = "vc", **changes: Any) -> dict[str, Any]:
    name = {"vc": "EnvelopedVerifiableCredential", "vp": "EnvelopedVerifiablePresentation"}[kind]
    address = f"data:application/{kind}+cose;base64,{base64.b64encode(content).decode()}"
    return {"@context": V2, "type": name, "id": address, **changes}


@pytest.mark.parametrize("name", PYCOSE)
def test_vectors_of_another_implementation(name: str) -> None:
    content = raw(PYCOSE[name])
    in_other_letters = base64.b64encode(content)
    for form in (PYCOSE[name], content, in_other_letters, enveloped(content)):
        report = check(form)
        assert report.verdict is Verdict.VERIFIED
        assert report.checks[1].params == {"proof_type": "COSE", "algorithm": name}
    untagged = enveloped(content[1:])
    assert check(untagged).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("name", PYCOSE)
def test_each_bit_counts(name: str) -> None:
    content = raw(PYCOSE[name])
    for at in range(2, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 1
        assert check(bytes(changed)).verdict is not Verdict.VERIFIED, at


def test_the_vector_of_the_w3c() -> None:
    method = {"id": f"{W3C_ISSUER}#key", "type": "JsonWebKey", "controller": W3C_ISSUER,
              "publicKeyJwk": W3C_KEY}  # fmt: skip
    issuer = {"id": W3C_ISSUER, "assertionMethod": [method]}
    report = check(W3C, Documents({W3C_ISSUER: issuer}))
    assert outcome(report, "proof") == "passed good_signature"
    assert outcome(report, "issuer_key") == "passed key_authorized"
    assert complaints(report) == {"schema": "schema_unreachable"}


def test_a_document_is_what_came() -> None:
    content = message(badge())
    document = parse(content)
    assert (document.payload, document.container, document.format) == (
        content,
        "cose",
        "open_badges_3",
    )
    assert document.summary.proof_types == ("COSE",)
    assert check(content).verdict is Verdict.VERIFIED


def proof(content: bytes) -> str:
    report = check(content)
    assert report.verdict is not Verdict.VERIFIED
    return outcome(report, "proof")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an algorithm that is not signed": (
        {"header": {1: None}, "beside": {1: -8}},
        "failed algorithm_not_allowed",
    ),
    "no algorithm": ({"header": {1: None}}, "failed algorithm_not_allowed"),
    "a shared secret": ({"header": {1: 5}}, "failed algorithm_not_allowed"),
    "the algorithm of another key": ({"header": {1: -7}}, "failed wrong_key_type"),
    "an unknown algorithm": ({"header": {1: -65535}}, "could_not_check unsupported_algorithm"),
    "something critical": ({"header": {2: [16], 9: 1}}, "failed header_not_allowed"),
    "a certificate": ({"beside": {33: b"x"}}, "failed header_not_allowed"),
    "the address of a certificate": ({"header": {35: "https://a.b"}}, "failed header_not_allowed"),
    "another payload": (
        {"parts": {2: b'{"type": ["VerifiableCredential"]}'}},
        "failed bad_signature",
    ),
    "another header": ({"parts": {0: dumps({1: -8, 4: ISSUER_KEY.did_key_id.encode()})}},
                       "failed bad_signature"),
    "no signature": ({"parts": {3: b""}}, "failed bad_signature"),
    "a name that is no text": ({"header": {4: 7}}, "failed malformed_proof"),
    "somebody else's key": ({"key": OTHER_KEY}, "passed good_signature"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    options, expected = REFUSED[name]
    assert proof(message(plain(), **options)) == expected


def test_somebody_elses_key_is_not_the_issuers() -> None:
    report = check(message(plain(), OTHER_KEY))
    assert complaints(report) == {"issuer_key": "controller_mismatch"}


NONE: dict[str, tuple[bytes, str]] = {
    "a payload elsewhere": (message(plain(), parts={2: None}), "not_a_cose"),
    "a list": (message(b"[]"), "not_a_cose"),
    "no JSON": (message(b"{"), "not_json"),
    "the same member twice": (message(b'{"a": 1, "a": 2}'), "duplicate_key"),
    "a label twice": (message(plain(), beside={1: -8}), "not_a_cose"),
    "an unknown type": (message(plain(), typ="application/xx+cose"), "wrong_envelope"),
    "an unknown content": (message(plain(), header={3: "image/png"}), "wrong_envelope"),
    "a credential as a presentation": (
        message(plain(), typ="application/vp+cose"),
        "wrong_envelope",
    ),
    "a message in a message": (message(enveloped(message(plain()))), "wrong_envelope"),
    "more behind it": (message(plain()) + b"\x00", "not_a_cose"),
    "cut off": (message(plain())[:-1], "not_a_cose"),
    "a length of another form": (b"\xd2\x84\x58\x01\xa0\xa0\x41\x7b\x41\x00", "not_a_cose"),
    "a length without end": (b"\xd2\x84\x5f\xff\xa0\x41\x7b\x41\x00", "not_a_cose"),
    "a float": (b"\xd2\x84\x40\xa1\x01\xf9\x3c\x00\x42\x7b\x7d\x41\x00", "not_a_cose"),
}


@pytest.mark.parametrize("name", NONE)
def test_no_credential(name: str) -> None:
    content, code = NONE[name]
    with pytest.raises(NotACredential) as caught:
        parse(content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "data:application/vc+cose,0oRA"},
        {"id": "data:application/vc+cose;base64,%%%"},
        {"id": "data:application/vc+cose;base64,"},
        {"id": "data:application/vp+cose;base64,0oRA"},
        {"@context": "https://www.w3.org/2018/credentials/v1"},
    ],
)
def test_envelopes_that_are_none(changes: dict[str, Any]) -> None:
    report = check(enveloped(message(plain()), **changes))
    assert report.verdict is Verdict.NOT_A_CREDENTIAL
    assert report.checks[0].code in {"wrong_envelope", "not_a_cose"}


def test_claims_in_the_header_count() -> None:
    """RFC 9597: the end of the signature, and the issuer, as in a JWT."""
    late = message(plain(), header={15: {4: int(NOW.timestamp()) - 3600}})
    assert complaints(check(late)) == {"validity": "expired"}
    other = message(plain(), header={15: {1: "did:example:other"}})
    assert complaints(check(other)) == {"structure": "jwt_claims_conflict"}
    odd = message(plain(), header={15: {4: b"never"}})
    assert "structure" in complaints(check(odd))


def present(*inside: Any, header: dict[Any, Any] | None = None, **options: Any) -> Report:
    shown = message(presentation(*inside), HOLDER, typ="application/vp+cose", header=header or {})
    return check(enveloped(shown, "vp"), **options)


def test_a_presentation_with_a_credential_in_it() -> None:
    report = present(enveloped(message(badge())), nested_badge())
    assert report.verdict is Verdict.VERIFIED
    assert [each.format for each in report.nested] == ["open_badges_3"] * 2
    assert check(presented(presentation(enveloped(message(badge()))))).verdict is Verdict.VERIFIED


def test_a_changed_credential_in_a_presentation() -> None:
    report = present(enveloped(message(plain(), parts={3: bytes(64)})))
    assert complaints(report) == {"proof": "nested_not_verified"}


def test_a_presentation_answers_what_was_asked() -> None:
    claims = {15: {3: "https://employer.example", 10: "c-1"}}
    asked = {"challenge": "c-1", "domain": "https://employer.example"}
    assert present(nested_badge(), header=claims, **asked).verdict is Verdict.VERIFIED
    assert complaints(present(nested_badge(), **asked))["proof"] == "wrong_domain"
    other = {**asked, "challenge": "c-2"}
    assert complaints(present(nested_badge(), header=claims, **other))["proof"] == "wrong_challenge"


@pytest.mark.parametrize("form", ["bytes", "envelope"])
def test_a_status_list_in_cose(form: str) -> None:
    lists = make_status_list((7,), url=LIST_URL, issuer=ISSUER_KEY.did, valid_from=NOW)
    content = message(lists)
    body = content if form == "bytes" else json.dumps(enveloped(content)).encode()
    for index, verdict in ((7, Verdict.NOT_VERIFIED), (8, Verdict.VERIFIED)):
        held = message(badge(credentialStatus=status_entry(LIST_URL, index)))
        assert check(held, Documents({LIST_URL: body})).verdict is verdict
    assert kind_of(body) == STATUS
