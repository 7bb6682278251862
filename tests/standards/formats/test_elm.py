"""European Digital Credentials: read, summarized, and their seals named and not believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from passports.standards.keys import encode_base64url
from passports.standards.types import Report, Verdict
from tests.standards.making import check, outcome

CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/2018/credentials/v1",
                 "http://data.europa.eu/snb/model/context/edc-ap"],
    "id": "urn:credential:1",
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "issuer": {"id": "urn:org:1", "legalName": {"de": "Hochschule", "en": "University"}},
    "credentialSubject": {
        "id": "urn:person:1",
        "fullName": {"en": "Ada L."},
        "hasClaim": {"type": "LearningAchievement", "title": {"en": ["Master of Welding"]}},
    },
    "validFrom": "2024-05-01T00:00:00Z",
}  # fmt: skip
XML = """<?xml version="1.0"?>
<europassCredential xmlns="http://data.europa.eu/snb" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
 xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#" cred:id="urn:credential:1">
<cred:validFrom>2024-05-01T00:00:00Z</cred:validFrom><cred:issuer idref="urn:org:1"/>
<title><text lang="en">Certificate</text></title>
<credentialSubject id="urn:person:1"><fullName><text>Ada L.</text></fullName></credentialSubject>
<agentReferences><organization id="urn:org:1"><prefLabel><text lang="en">University</text>
</prefLabel></organization></agentReferences>%s</europassCredential>"""
SEAL = "<proof><ds:Signature/></proof>"


def sealed(payload: str) -> dict[str, Any]:
    return {"payload": payload, "signatures": [{"protected": "e30", "signature": "AA"}]}


def summary_of(report: Report) -> tuple[str, str, str]:
    assert report.summary is not None
    return report.summary.name, report.summary.issuer_name, report.summary.subject_name


@pytest.mark.parametrize("document", [CREDENTIAL, {"credential": CREDENTIAL}])
def test_without_a_seal_nobody_vouches_for_it(document: dict[str, Any]) -> None:
    report = check(document)
    assert (report.format, report.verdict) == ("elm", Verdict.NOT_VERIFIED)
    assert outcome(report, "proof") == "failed unsigned"
    assert summary_of(report) == ("Master of Welding", "University", "Ada L.")


@pytest.mark.parametrize("encode", [str, lambda text: encode_base64url(text.encode())])
def test_a_seal_is_named_and_never_believed(encode: Any) -> None:
    report = check(sealed(encode(json.dumps(CREDENTIAL))))
    assert (report.format, report.verdict) == ("elm", Verdict.UNSUPPORTED)
    proof = next(item for item in report.checks if item.name == "proof")
    assert proof.params["proof_type"] == "JAdES"
    assert summary_of(report) == ("Master of Welding", "University", "Ada L.")


@pytest.mark.parametrize(
    ("seal", "verdict"), [(SEAL, Verdict.UNSUPPORTED), ("", Verdict.NOT_VERIFIED)]
)
def test_the_older_form_in_xml(seal: str, verdict: Verdict) -> None:
    report = check(XML % seal)
    assert (report.format, report.verdict) == ("elm", verdict), report.checks
    assert summary_of(report) == ("Certificate", "University", "Ada L.")


def test_what_is_no_payload_is_no_credential() -> None:
    for payload in ("", "{", "[]", "AAAA"):
        assert check(sealed(payload)).verdict is Verdict.NOT_A_CREDENTIAL


def test_entities_are_refused() -> None:
    bomb = XML.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>') % "&a;"
    report = check(bomb)
    assert report.checks[0].code == "unsafe_xml"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('<CollegeTranscript xmlns="urn:org:pesc:message:CollegeTranscript:v1.6.0"/>',
         "pesc_transcript"),
        ('<?xml version="1.0" encoding="UTF-8"?><q:HighSchoolTranscript/>', "pesc_transcript"),
        ('[{"studentUniqueId": "1", "lastSurname": "L."}]', "ed_fi_transcript"),
        ('{"basics": {"name": "Ada"}}', "json_resume"),
        ('{"work": [], "education": []}', "json_resume"),
    ],
)  # fmt: skip
def test_records_without_proof_are_named(content: str, name: str) -> None:
    for encoded in (content.encode(), content.encode("utf-16")):
        report = check(encoded)
        assert report.verdict is Verdict.NOT_A_CREDENTIAL
        if content.startswith("<") or encoded == content.encode():
            assert report.format == name
