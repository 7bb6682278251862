"""Statements that did not hold when the W3C suites were first run (docs/w3c-suites.md)."""

import pytest

from tests.passports.api.asking import Asker, plain

pytestmark = pytest.mark.django_db
V1 = "https://www.w3.org/2018/credentials/v1"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
STATUS = "https://www.w3.org/ns/credentials/status/v1"
PROOFS = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"]


@pytest.fixture
def asker():
    return Asker()


def of_version_1(**changes):
    return plain(issuanceDate="2026-01-01T00:00:00Z", **{"@context": [V1]}) | changes


@pytest.mark.parametrize("proof", PROOFS)
def test_a_credential_of_version_1_gets_the_contexts_that_it_needs(asker, proof):
    issued = asker.issued(of_version_1(), cryptosuite=proof)
    assert issued["@context"] == [V1, INTEGRITY, STATUS]
    assert "validFrom" not in issued
    answer = asker.verify(issued)
    assert answer.status_code == 200, answer.content
    named = [V1, STATUS, INTEGRITY]
    assert asker.issued(of_version_1(**{"@context": named}))["@context"] == named


def test_without_status_or_as_a_token_it_gets_no_context_that_it_does_not_need(asker):
    assert asker.issued(of_version_1(), statusPurposes=[])["@context"] == [V1, INTEGRITY]
    token = asker.issued(of_version_1(), statusPurposes=[], mediaType="application/vc+jwt")
    assert asker.verify(token).status_code == 200


def entry(**changes):
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "refresh",
        "statusListIndex": "5",
        "statusListCredential": "https://lists.example/1",
    } | changes


def messages(*texts):
    return [{"status": hex(index), "message": text} for index, text in enumerate(texts)]


@pytest.mark.parametrize(
    "changes",
    [
        {"statusListIndex": True},
        {"statusListIndex": 5},
        {"statusListIndex": "-1"},
        {"statusPurpose": 7},
        {"statusListCredential": "no address"},
        {"id": "https://lists.example/1"},
        {"statusSize": 0},
        {"statusSize": "1"},
        {"statusSize": True},
        {"statusSize": 2},
        {"statusSize": 40, "statusMessage": messages("a", "b")},
        {"statusSize": 2, "statusMessage": messages("a", "b")},
        {"statusPurpose": "message"},
        {"statusMessage": "text"},
        {"statusMessage": [{"message": "a"}, {"message": "b"}]},
        {"statusMessage": [{"status": "0x0"}, {"status": "0x1"}]},
        {"statusReference": 7},
        {"statusReference": ["https://lists.example/why", "no address"]},
    ],
)
def test_a_malformed_status_entry_is_not_issued(asker, changes):
    """https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry"""
    answer = asker.issue(plain(credentialStatus=entry(**changes)))
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["title"] == "bad_status_entry"
    assert error["type"].endswith("#MALFORMED_VALUE_ERROR")


def test_a_status_entry_of_somebody_elses_list_is_issued(asker):
    four = messages("a", "b", "c", "d")
    for changes in (
        {},
        {"statusReference": "https://lists.example/why"},
        {"statusPurpose": "message", "statusMessage": messages("no", "yes")},
        {"statusPurpose": "message", "statusSize": 2, "statusMessage": four},
    ):
        issued = asker.issued(plain(credentialStatus=entry(**changes)))
        assert issued["credentialStatus"][0] == entry(**changes)


def test_a_related_resource_of_another_digest_is_not_issued(asker):
    [context] = plain()["@context"]
    wrong = {"id": context, "digestSRI": "sha384-" + "A" * 64}
    answer = asker.issue(plain(relatedResource=[wrong]))
    assert answer.status_code == 400
    assert [error["title"] for error in answer.json()["errors"]] == ["digest_mismatch"]
