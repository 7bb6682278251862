"""From bytes to a credential, or to a code that says why not."""

import base64
import json
from typing import Any

import pytest

from passports.standards import parse, verify_bytes
from passports.standards.codes import CODES
from passports.standards.types import Limits, NotACredential, Outcome, Verdict
from tests.standards.making import NOW, Documents, badge, check, outcome, plain, signed, token

GOOD = json.dumps(signed(badge())).encode()

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "white space": (b" \r\n\t", "empty"),
    "too large": (b"{" + b" " * 5_000_001, "too_large"),
    "ZIP": (b"PK\x03\x04" + bytes(100), "zip_archive"),
    "empty ZIP": (b"PK\x05\x06" + bytes(18), "zip_archive"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "compressed_archive"),
    "PDF": (b"%PDF-1.7\n", "pdf_document"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(50), "other_image"),
    "binary noise": (bytes(range(128, 256)) * 10, "not_text"),
    "text": (b"Dear Sir or Madam,", "not_json"),
    "HTML": (b"<!DOCTYPE html><html><body>{}</body></html>", "html_document"),
    "XML": (b'<?xml version="1.0"?><transcript/>', "xml_document"),
    "truncated": (GOOD[: len(GOOD) // 2], "truncated_json"),
    "number": (b"42", "no_credential_type"),
    "object": (b'{"name": "A shopping list"}', "no_credential_type"),
    "resume": (b'{"basics": {"name": "A resume"}}', "resume"),
    "two credentials": (b"[" + GOOD + b"," + GOOD + b"]", "several_credentials"),
    "a JWT of something else": (
        b".".join(
            base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=")
            for p in ({"alg": "EdDSA"}, {"sub": "somebody"})
        )
        + b".AAAA",
        "no_credential_type",
    ),
    "dots": (b"aaaa.bbbb.cccc", "bad_unicode"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(NotACredential) as caught:
        parse(content)
    assert caught.value.code == code
    assert code in CODES
    report = check(content)
    assert report.verdict is Verdict.NOT_A_CREDENTIAL
    assert outcome(report, "structure") == f"failed {code}"


def test_the_bound_is_the_callers() -> None:
    with pytest.raises(NotACredential, match="bytes"):
        parse(GOOD, limits=Limits(document_bytes=100))


@pytest.mark.parametrize("content", [GOOD, b"\xef\xbb\xbf" + GOOD, b"\n " + GOOD + b"\n"])
def test_json_with_something_around_it(content: bytes) -> None:
    document = parse(content)
    assert (document.format, document.container, document.token) == ("open_badges_3", "json", "")


def test_a_token() -> None:
    text = token(badge())
    document = parse(f" {text}\n".encode())
    assert (document.container, document.token) == ("jwt", text)
    assert document.payload == text.encode()
    assert document.data["name"] == "Welding certificate"
    assert document.summary.proof_types == ("JWT",)


FORMATS: dict[str, dict[str, Any]] = {
    "clr_1": {
        "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld",
        "type": "Clr",
    },
    "blockcerts": {
        "@context": ["https://w3id.org/blockcerts/schema/3.0/context.json"],
        "type": ["VerifiableCredential"],
    },
}


@pytest.mark.parametrize("name", FORMATS)
def test_known_kinds_are_named_and_unsupported(name: str) -> None:
    report = check(FORMATS[name])
    assert (report.format, report.verdict) == (name, Verdict.UNSUPPORTED)
    structure = report.checks[0]
    assert (structure.code, structure.params["format"]) == ("unsupported_format", name)
    assert all(item.outcome is not Outcome.PASSED for item in report.checks)


def test_a_selective_token_is_named() -> None:
    report = check(token(plain()) + "~WyJzYWx0IiwgImEiLCAxXQ~")
    assert (report.format, report.verdict) == ("sd_jwt_vc", Verdict.NOT_VERIFIED)


def test_registered_claims_fill_what_the_credential_leaves_out() -> None:
    from passports.standards.jwt_claims import credential_in

    inner = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"degree": "B.S."},
    }
    claims = {
        "vc": inner,
        "iss": "did:example:college",
        "sub": "did:example:holder",
        "jti": "urn:uuid:1",
        "nbf": 1700000000,
        "exp": 1800000000,
    }
    found = credential_in(claims)
    assert found is not None
    assert found["issuer"] == "did:example:college"
    assert found["credentialSubject"] == {"degree": "B.S.", "id": "did:example:holder"}
    assert found["issuanceDate"] == "2023-11-14T22:13:20Z"
    assert found["expirationDate"] == "2027-01-15T08:00:00Z"
    assert inner["credentialSubject"] == {"degree": "B.S."}


def test_every_answer_carries_the_clock_it_was_made_with() -> None:
    report = verify_bytes(b"", fetch=Documents(), now=NOW)
    assert report.checked_at == NOW
