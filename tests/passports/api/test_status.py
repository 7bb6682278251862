"""Revoking, suspending and reinstating, as verifiers see it."""

import json

import pytest
from django.test import Client

from passports.actions import issuing_status
from passports.models import (
    STATUS_LIST_BITS,
    IssuedCredential,
    IssuedStatusEntry,
    IssuedStatusList,
)
from passports.standards.status.bitstring_status_list import unpack
from passports.standards.types import DEFAULT_LIMITS
from portal.kernel.models import AuditRow
from tests.passports.api.asking import Asker, codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return Asker()


def listed(credential, purpose):
    every = credential["credentialStatus"]
    every = every if isinstance(every, list) else [every]
    [entry] = [each for each in every if each["statusPurpose"] == purpose]
    path = entry["statusListCredential"].removeprefix("http://localhost:8000")
    answer = Client().get(path)
    assert answer.status_code == 200
    return entry, answer


def bit(credential, purpose):
    entry, answer = listed(credential, purpose)
    subject = json.loads(answer.content)["credentialSubject"]
    assert subject["statusPurpose"] == purpose
    bits = unpack(subject["encodedList"], DEFAULT_LIMITS)
    assert len(bits) * 8 == STATUS_LIST_BITS
    index = int(entry["statusListIndex"])
    return bits[index // 8] >> (7 - index % 8) & 1


def test_a_list_is_public_signed_and_cacheable(asker):
    credential = asker.issued()
    entry, answer = listed(credential, "revocation")
    assert answer["Content-Type"] == "application/vc"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    document = json.loads(answer.content)
    assert document["id"] == entry["statusListCredential"]
    assert document["issuer"] == credential["issuer"]
    assert document["validUntil"] > document["validFrom"]
    assert "BitstringStatusListCredential" in document["type"]
    assert asker.verify(document).status_code == 200
    assert entry["id"] == f"{entry['statusListCredential']}#{entry['statusListIndex']}"


def test_a_revocation_is_seen_at_once_and_is_final(asker):
    credential = asker.issued()
    assert bit(credential, "revocation") == 0
    assert asker.verify(credential).status_code == 200
    assert asker.set_status(credential, "revocation")["state"] == "revoked"
    assert bit(credential, "revocation") == 1
    answer = asker.verify(credential)
    assert answer.status_code == 400
    assert codes(answer) == {"revoked"}
    for wanted in ({"statusPurpose": "suspension"}, {"statusPurpose": "suspension", "status": "1"}):
        answer = asker.post(
            "credentials/status", {"credentialId": credential["id"], "credentialStatus": wanted}
        )
        assert answer.status_code == 400
        assert codes(answer) == {"wrong_state"}
    row = IssuedCredential.objects.get()
    for state in ("valid", "suspended", "revoked"):
        with pytest.raises(issuing_status.MoveLost):
            issuing_status.set_state(credential=row, to=state, reason="", by=None)


def test_a_suspension_ends(asker):
    credential = asker.issued()
    asker.set_status(credential, "suspension")
    assert (bit(credential, "suspension"), bit(credential, "revocation")) == (1, 0)
    assert codes(asker.verify(credential)) == {"suspended"}
    assert asker.set_status(credential, "suspension", status=False)["state"] == "valid"
    assert bit(credential, "suspension") == 0
    assert asker.verify(credential).status_code == 200
    deeds = AuditRow.objects.filter(object_type="passports.issuedcredential")
    assert sorted(deeds.values_list("deed", flat=True)) == [
        "credential_issued",
        "issued_credential_reinstated",
        "issued_credential_suspended",
    ]


def test_the_others_on_the_list_keep_their_bit(asker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        credentials = [asker.issued() for _number in range(5)]
    asker.set_status(credentials[2], "revocation")
    assert [bit(each, "revocation") for each in credentials] == [0, 0, 1, 0, 0]
    assert IssuedStatusList.objects.count() == 2
    assert IssuedStatusList.objects.filter(used=5).count() == 2


def test_no_two_have_the_same_bit_and_nobody_can_guess_it(asker, monkeypatch):
    asked = iter([7, 7, 8, 7, 8, 9, 1, 2, 3])
    monkeypatch.setattr("passports.actions.issuing.secrets.randbelow", lambda bits: next(asked))
    for _number in range(3):
        asker.issued(statusPurposes=["revocation"])
    indexes = IssuedStatusEntry.objects.order_by("pk").values_list("index", flat=True)
    assert list(indexes) == [7, 8, 9]


def test_a_list_that_is_half_full_is_followed_by_another(
    asker, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("passports.actions.issuing.MOST_ENTRIES", 2)
    urls = []
    for _number in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            issued = asker.issued(statusPurposes=["revocation"])
        urls.append(issued["credentialStatus"]["statusListCredential"])
    assert [urls.index(url) for url in urls] == [0, 0, 2, 2, 4]


def test_nobody_sets_the_status_of_what_others_issued(asker):
    credential = Asker().issued()
    body = {"credentialId": credential["id"], "credentialStatus": {"statusPurpose": "revocation"}}
    answer = asker.post("credentials/status", body)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert bit(credential, "revocation") == 0


def test_without_an_entry_there_is_nothing_to_set(asker):
    credential = asker.issued(statusPurposes=["revocation"])
    body = {"credentialId": credential["id"], "credentialStatus": {"statusPurpose": "suspension"}}
    answer = asker.post("credentials/status", body)
    assert answer.status_code == 400
    assert codes(answer) == {"no_status_entry"}
    plain = asker.issued(statusPurposes=[])
    assert "credentialStatus" not in plain
    assert asker.verify(plain).status_code == 200


def test_what_the_credential_names_itself_stays(asker):
    context = {"OtherStatus": "https://example.org/#OtherStatus"}
    credential = asker.issued(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2", context],
            "type": ["VerifiableCredential"],
            "credentialSubject": {"id": "did:example:subject"},
            "credentialStatus": {"type": "OtherStatus"},
        }
    )
    types = [entry["type"] for entry in credential["credentialStatus"]]
    assert types == ["OtherStatus", "BitstringStatusListEntry", "BitstringStatusListEntry"]


def test_lists_are_made_again_without_the_shared_cache(asker, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError

    credential = asker.issued()
    monkeypatch.setattr("passports.adapters.own_status_lists.cache.get", broken)
    monkeypatch.setattr("passports.adapters.own_status_lists.cache.set", broken)
    assert bit(credential, "revocation") == 0


def test_an_unknown_list_is_not_there():
    assert Client().get("/status-lists/5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11").status_code == 404


def said(asker, credential, *wanted, **beside):
    """As the newer VC API asks: `status` beside `credentialStatus`."""
    every = [{"type": "BitstringStatusListEntry", "statusPurpose": purpose} for purpose in wanted]
    body = {
        "credentialId": credential["id"],
        "credentialStatus": every if len(every) > 1 else every[0],
        "indexAllocator": "urn:uuid:c3b1f4f0-0d4c-4d5c-9a0e-0b1c5c1d2e3f",
    }
    return asker.post("credentials/status", body | beside)


def test_the_status_may_stand_beside_its_entry(asker):
    credential = asker.issued()
    assert said(asker, credential, "suspension", status=True).json()["state"] == "suspended"
    assert bit(credential, "suspension") == 1
    assert said(asker, credential, "suspension", status=False).json()["state"] == "valid"
    assert bit(credential, "suspension") == 0
    assert said(asker, credential, "revocation").json()["state"] == "revoked"


def test_a_status_that_contradicts_itself_changes_nothing(asker):
    credential = asker.issued()
    entry = {"statusPurpose": "suspension", "status": False}
    body = {"credentialId": credential["id"], "credentialStatus": entry, "status": True}
    answer = asker.post("credentials/status", body)
    assert answer.status_code == 400
    assert codes(answer) == {"conflicting_status"}
    assert bit(credential, "suspension") == 0


def test_all_of_a_change_or_nothing(asker):
    credential = asker.issued(statusPurposes=["suspension"])
    answer = said(asker, credential, "suspension", "revocation", status=True)
    assert answer.status_code == 400
    assert codes(answer) == {"no_status_entry"}
    assert bit(credential, "suspension") == 0
    assert IssuedCredential.objects.get().state == "valid"
