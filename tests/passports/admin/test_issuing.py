"""What administrators do with what was issued, and what nobody does without the permission."""

import pytest
from django.urls import reverse

from passports.models import ApiToken, IssuedCredential, IssuedStatusList, IssuingKey
from tests.passports.api.asking import Asker, codes

pytestmark = pytest.mark.django_db
LISTS = {
    "issuedcredential": IssuedCredential,
    "issuingkey": IssuingKey,
    "issuedstatuslist": IssuedStatusList,
    "apitoken": ApiToken,
}


@pytest.fixture
def asker():
    return Asker()


@pytest.fixture
def credential(asker):
    return asker.issued()


def do(client, name, row, deed, reason="A good reason"):
    url = reverse(f"admin:passports_{name}_deed", args=[row.pk, deed])
    return client.post(url, {"reason": reason})


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_page_opens_and_can_be_searched(admin_client, credential, name):
    row = LISTS[name].objects.first()
    url = reverse(f"admin:passports_{name}_changelist")
    for term in ("", "welding", "é", str(row.pk), "<script>"):
        assert admin_client.get(url, {"q": term}).status_code == 200
    answer = admin_client.get(reverse(f"admin:passports_{name}_change", args=[row.pk]))
    assert answer.status_code == 200
    assert "wrapped_secret" not in answer.content.decode()
    assert admin_client.get(reverse(f"admin:passports_{name}_add")).status_code == 403
    change = reverse(f"admin:passports_{name}_change", args=[row.pk])
    assert admin_client.post(change, {"state": "valid"}).status_code == 403


def test_a_credential_is_suspended_reinstated_and_revoked(admin_client, asker, credential):
    row = IssuedCredential.objects.get()
    do(admin_client, "issuedcredential", row, "suspend")
    assert codes(asker.verify(credential)) == {"suspended"}
    do(admin_client, "issuedcredential", row, "reinstate")
    assert asker.verify(credential).status_code == 200
    do(admin_client, "issuedcredential", row, "revoke", reason="")
    assert asker.verify(credential).status_code == 200
    do(admin_client, "issuedcredential", row, "revoke")
    assert codes(asker.verify(credential)) == {"revoked"}
    do(admin_client, "issuedcredential", row, "reinstate")
    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("revoked", "A good reason")


def test_keys_are_rotated_and_revoked(admin_client, asker, credential):
    key = IssuingKey.objects.get(kind="Ed25519")
    do(admin_client, "issuingkey", key, "rotate")
    assert asker.verify(credential).status_code == 200
    assert IssuingKey.objects.active().get(kind="Ed25519") != key
    do(admin_client, "issuingkey", key, "revoke")
    assert asker.verify(credential).status_code == 400


def test_a_token_is_revoked(admin_client, asker, credential):
    do(admin_client, "apitoken", asker.token, "revoke")
    assert asker.verify(credential).status_code == 401


@pytest.mark.parametrize(
    ("name", "deed"),
    [("issuedcredential", "revoke"), ("issuingkey", "revoke"), ("issuingkey", "rotate"),
     ("apitoken", "revoke")],
)  # fmt: skip
def test_nobody_does_it_without_the_permission(staff_client, asker, credential, name, deed):
    row = (
        LISTS[name].objects.filter(**({"kind": "Ed25519"} if name == "issuingkey" else {})).first()
    )
    answer = do(staff_client, name, row, deed)
    assert answer.status_code in (403, 404)
    assert asker.verify(credential).status_code == 200
