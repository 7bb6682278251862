"""Resumes of HR Open: as a credential they are checked like any, by themselves they are named."""

import json
from typing import Any

import pytest

from passports.standards import parse
from passports.standards.types import NotACredential, Verdict
from tests.standards.making import ISSUER_KEY, check, outcome, plain, plain_1, token

TYPE = "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json"
OLDER = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json"
CONTEXT = (
    "http://schema.hropenstandards.org/4.5/recruiting/json/VerifiableCredentialLER-RSType.json"
)


def record(kind: str = TYPE, **changes: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "person": {"name": {"formattedName": "Ada Field", "given": "Ada", "family": "Field"}},
        "employmentHistories": [{"organization": {"name": "Acme"}, "positionHistories": []}],
        "educationAndLearnings": [{"institution": {"name": "Oxford"}}],
        **changes,
    }


RESUMES: dict[str, dict[str, Any]] = {
    "by its subject": plain(credentialSubject=record()),
    "by its subject in an older version": plain(credentialSubject=record(OLDER)),
    "by its type": plain_1(
        type=["VerifiableCredential", "LER-RS VC"], credentialSubject=record("x")
    ),
    "by its context": plain_1(
        context=["https://www.w3.org/2018/credentials/v1", CONTEXT], credentialSubject=record("x")
    ),
}


@pytest.mark.parametrize("name", RESUMES)
def test_a_resume_in_a_credential(name: str) -> None:
    report = check(token(RESUMES[name]))
    assert (report.verdict, report.format) == (Verdict.VERIFIED, "ler_rs")
    summary = report.summary
    assert summary is not None
    assert summary.name == "Learning and employment record (LER-RS)"
    assert (summary.subject_name, summary.issuer_id) == ("Ada Field", ISSUER_KEY.did)
    assert summary.achievement is None


def test_an_embedded_proof_waits_for_its_vocabulary() -> None:
    report = check({**RESUMES["by its context"], "proof": {"type": "RsaSignature2018"}})
    assert outcome(report, "proof") == "could_not_check unsupported_proof_type"
    assert report.verdict is Verdict.UNSUPPORTED


def test_a_plain_credential_is_none() -> None:
    for subject in ({"id": "urn:x:1"}, record("https://evil.example/LER-RSType.json")):
        assert parse(json.dumps(plain(credentialSubject=subject)).encode()).format == (
            "verifiable_credential"
        )


@pytest.mark.parametrize(
    ("data", "code", "name"),
    [
        (record(), "resume", "hr_open_ler_rs"),
        (record(OLDER), "resume", "hr_open_ler_rs"),
        ({"formattedName": "Ada Field", "given": "Ada"}, "hr_record", "hr_open"),
        ({"a": [{"scoreCode": "T-score", "value": 60}]}, "hr_record", "hr_open"),
        ({"$schema": "http://json-schema.org/draft-04/schema#"}, "json_schema", "json_schema"),
        ({"given": "Ada"}, "no_credential_type", None),
        ({"a": [[[]]] * 3_000, "b": {"scoreCode": 1}}, None, None),
    ],
)
def test_a_record_by_itself(data: Any, code: str | None, name: str | None) -> None:
    with pytest.raises(NotACredential) as caught:
        parse(json.dumps(data).encode())
    assert code in (None, caught.value.code)
    assert caught.value.params.get("format") == name or code is None
