"""What the API issues it verifies, and nothing that was changed."""

import pytest

from passports.models import IssuedCredential, IssuingKey
from passports.standards import SigningKey, issue
from tests.passports.api.asking import V2, Asker, codes, outcomes, plain
from tests.standards.making import NOW

pytestmark = pytest.mark.django_db
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")


@pytest.fixture
def asker():
    return Asker()


@pytest.mark.parametrize("suite", SUITES)
def test_what_is_issued_verifies(asker, suite):
    credential = asker.issued(cryptosuite=suite)
    assert credential["proof"]["cryptosuite"] == suite
    assert credential["issuer"] == f"did:web:localhost%3A8000:organizations:{asker.organization.pk}"
    assert credential["id"].startswith("urn:uuid:")
    assert credential["validFrom"].endswith("Z")
    answer = asker.verify(credential)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert body["verified"] is True
    assert body["verdict"] == "verified"
    assert outcomes(answer)["status"] == "passed"
    assert "errors" not in body


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("member", ["credentialSubject", "validFrom", "issuer", "id"])
def test_what_is_changed_does_not(asker, suite, member):
    credential = asker.issued(cryptosuite=suite)
    other = asker.issued(plain(credentialSubject={"id": "did:example:other"}), cryptosuite=suite)
    credential[member] = {
        "credentialSubject": other["credentialSubject"],
        "validFrom": "2020-01-01T00:00:00Z",
        "issuer": "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj",
        "id": other["id"],
    }[member]
    answer = asker.verify(credential)
    assert answer.status_code == 400
    assert answer.json()["verified"] is False
    assert "bad_signature" in codes(answer) | {check["code"] for check in answer.json()["checks"]}


def test_a_jwt_comes_in_an_envelope(asker):
    credential = asker.issued(mediaType="application/vc+jwt")
    assert credential["type"] == "EnvelopedVerifiableCredential"
    token = credential["id"].removeprefix("data:application/vc+jwt,")
    answer = asker.verify(token)
    assert answer.status_code == 200, answer.content
    assert asker.verify(token[:-8] + "AAAAAAAA").status_code == 400


def test_a_did_key_of_the_organization_may_be_the_issuer(asker):
    method = asker.issued()["proof"]["verificationMethod"]
    did_key = f"did:key:{method.split('#')[1]}"
    credential = asker.issued(plain(issuer={"id": did_key, "name": "Us"}))
    assert credential["proof"]["verificationMethod"].startswith(f"{did_key}#")
    assert asker.verify(credential).status_code == 200


def test_the_issuer_says_which_of_its_keys_signs(asker):
    p256 = IssuingKey.objects.get(organization=asker.organization, kind="P-256")
    credential = asker.issued(plain(issuer=f"did:key:{p256.multibase}"))
    assert credential["proof"]["cryptosuite"] == "ecdsa-rdfc-2019"
    answer = asker.verify(credential)
    assert answer.status_code == 200, answer.content
    mixed = asker.issue(plain(issuer=f"did:key:{p256.multibase}"), cryptosuite="eddsa-rdfc-2022")
    assert codes(mixed) == {"wrong_issuer"}


def test_nobody_issues_as_somebody_else(asker):
    other = Asker()
    for issuer in (
        other.issued()["issuer"],
        "did:web:localhost%3A8000",
        SigningKey.generate().did,
        "https://school.example/",
    ):
        answer = asker.issue(plain(issuer=issuer))
        assert answer.status_code == 400
        assert codes(answer) == {"wrong_issuer"}
    assert IssuedCredential.objects.filter(organization=asker.organization).count() == 0


def test_existing_proofs_stay_beside_ours(asker):
    key = SigningKey.generate()
    did = asker.issued()["issuer"]
    signed = issue(plain(issuer=did, id="urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11"),
                   key=key, created=NOW)  # fmt: skip
    credential = asker.issued(signed, statusPurposes=[])
    first, second = credential["proof"]
    assert first == signed["proof"]
    assert second["verificationMethod"].startswith(did)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"@context": None}, "wrong_context"),
        ({"@context": []}, "wrong_context"),
        ({"@context": ["https://www.w3.org/ns/credentials/examples/v2"]}, "wrong_context"),
        ({"@context": [V2, "https ://not-a-url"]}, "wrong_context"),
        ({"@context": [V2, 123192875]}, "wrong_context"),
        (
            {"@context": [V2, "https://example.com/unknown"]},
            "unsupported_context",
        ),
        ({"type": None}, "wrong_type"),
        ({"type": ["Other"]}, "wrong_type"),
        ({"type": ["VerifiablePresentation"]}, "wrong_type"),
        (
            {"@context": ["https://w3id.org/openbadges/v2"], "type": ["Assertion"]},
            "wrong_context",
        ),
        (
            {"type": ["VerifiableCredential", "EnvelopedVerifiableCredential"]},
            "unsupported_format",
        ),
        ({"type": ["VerifiableCredential", "Unmapped"]}, "undefined_term"),
        ({"id": None}, "bad_uri"),
        ({"id": "not a url"}, "bad_uri"),
        ({"id": ["urn:a:1", "urn:a:2"]}, "bad_uri"),
        ({"issuer": "fake-issuer"}, "wrong_issuer"),
        ({"issuer": None}, "wrong_issuer"),
        ({"issuer": {"id": None}}, "wrong_issuer"),
        ({"credentialSubject": {}}, "empty_member"),
        ({"credentialSubject": "did:example:subject"}, "not_an_object"),
        ({"validFrom": "2024-13-01T00:00:00Z"}, "bad_date"),
        ({"validFrom": "2024-05-01"}, "bad_date"),
        (
            {"validFrom": "2025-05-01T00:00:00Z", "validUntil": "2024-05-01T00:00:00Z"},
            "dates_out_of_order",
        ),
        ({"credentialStatus": {"id": "urn:a:1"}}, "missing_member"),
        (
            {
                "credentialStatus": {
                    "type": "BitstringStatusListEntry",
                    "statusListIndex": True,
                    "statusListCredential": "https://example.com",
                    "statusPurpose": "revocation",
                }
            },
            "bad_status_entry",
        ),
        ({"statusEntry": {"type": "BitstringStatusListEntry"}}, "undefined_term"),
        ({"termsOfUse": {"id": "https://example.com/terms"}}, "missing_member"),
        ({"name": {"@value": "a", "@language": "en", "url": "b"}}, "wrong_type"),
    ],
)
def test_what_is_malformed_is_not_issued(asker, changes, code):
    answer = asker.issue(plain(**changes))
    assert answer.status_code == 400, answer.content
    assert code in codes(answer)
    assert IssuedCredential.objects.count() == 0


def test_a_name_of_nothing_is_refused(asker):
    answer = asker.issue(cryptosuite="bbs-2023")
    assert answer.status_code == 400
    assert codes(answer) == {"unsupported_proof_type"}
    assert asker.post("credentials/issue", {"credential": "text"}).status_code == 400
    assert asker.post("credentials/issue", {}).status_code == 400
    assert asker.post("credentials/verify", {"verifiableCredential": None}).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: proof.pop("type"),
        lambda proof: proof.update(type="UnknownProof"),
        lambda proof: proof.pop("verificationMethod"),
        lambda proof: proof.update(verificationMethod="did:key:zNothing#zNothing"),
        lambda proof: proof.pop("proofPurpose"),
        lambda proof: proof.update(proofPurpose="authentication"),
        lambda proof: proof.pop("proofValue"),
        lambda proof: proof.update(proofValue=None),
        lambda proof: proof.update(proofValue=proof["proofValue"][1:]),
        lambda proof: proof.update(cryptosuite="unknown-2022"),
        lambda proof: proof.update(created="yesterday"),
    ],
)
def test_each_mistake_in_a_proof_is_found(asker, change):
    credential = asker.issued()
    change(credential["proof"])
    answer = asker.verify(credential)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]


def test_a_missing_proof_is_found(asker):
    credential = asker.issued()
    for proof in (None, [], {}):
        assert asker.verify(credential | {"proof": proof}).status_code == 400
    del credential["proof"]
    answer = asker.verify(credential)
    assert answer.status_code == 400
    assert "unsigned" in codes(answer)


def test_the_purpose_that_is_expected_counts(asker):
    answer = asker.verify(asker.issued(), expectedProofPurpose="authentication")
    assert answer.status_code == 400
    assert codes(answer) == {"wrong_proof_purpose"}


@pytest.mark.parametrize(
    "types",
    [
        ["VerifiableCredential", "AttestationCredential"],
        ["VerifiableCredential", "https://portal.example/terms#AttestationCredential"],
    ],
)
def test_nobody_issues_an_attestation_that_nobody_gave(asker, types):
    """What it says of its attester, pages repeat as the portal's own word."""
    answer = asker.issue(plain(type=types))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["title"] == "attestation_refused"
    assert not IssuedCredential.objects.exists()
