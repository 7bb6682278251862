"""Keys at rest, in use, retired and revoked, and the documents that show them."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions import vetting
from accounts.models import Organization
from passports.actions import issuing, issuing_keys
from passports.adapters import key_wrapping
from passports.models import IssuingKey, IssuingKeyKind
from portal.kernel.models import AuditRow
from tests.factories.accounts import OrganizationFactory, StaffFactory
from tests.passports.api.asking import Asker, codes, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return Asker()


def key_of(organization, kind=IssuingKeyKind.ED25519):
    return IssuingKey.objects.of(organization).active().get(kind=kind)


def did_document(organization=None):
    path = f"/organizations/{organization.pk}/did.json" if organization else "/.well-known/did.json"
    answer = Client().get(path)
    return answer, (json.loads(answer.content) if answer.status_code == 200 else None)


@pytest.mark.parametrize("kind", IssuingKeyKind.values)
def test_a_secret_is_sealed_and_opens_for_its_own_row_only(kind):
    organization = OrganizationFactory()
    row = issuing_keys.ensure_key(organization=organization, kind=kind, by=None)
    pair = key_wrapping.unwrap(row)
    assert pair.multibase == row.multibase
    assert pair.seed() not in bytes(row.wrapped_secret)
    other = issuing_keys.ensure_key(organization=OrganizationFactory(), kind=kind, by=None)
    row.wrapped_secret = other.wrapped_secret
    with pytest.raises(key_wrapping.CannotUnwrap):
        key_wrapping.unwrap(row)


def test_a_changed_byte_does_not_open():
    row = issuing_keys.ensure_key(organization=None, kind="Ed25519", by=None)
    content = bytearray(row.wrapped_secret)
    content[-1] ^= 1
    row.wrapped_secret = bytes(content)
    with pytest.raises(key_wrapping.CannotUnwrap):
        key_wrapping.unwrap(row)


def test_there_is_one_key_in_use_of_each_kind():
    first = issuing_keys.ensure_key(organization=None, kind="Ed25519", by=None)
    assert issuing_keys.ensure_key(organization=None, kind="Ed25519", by=None) == first
    assert issuing_keys.ensure_key(organization=None, kind="P-256", by=None) != first
    assert IssuingKey.objects.count() == 2


def test_the_wrapping_secret_can_be_changed(asker, settings, capsys):
    credential = asker.issued()
    old = settings.ISSUING_KEY_SECRET
    settings.ISSUING_KEY_SECRET = "another secret of at least 32 characters"
    with pytest.raises(CommandError, match="ISSUING_KEY_OLD_SECRETS"):
        call_command("rewrap_issuing_keys")
    settings.ISSUING_KEY_OLD_SECRETS = [old]
    assert asker.verify(asker.issued()).status_code == 200
    call_command("rewrap_issuing_keys")
    assert "2 keys" in capsys.readouterr().out
    settings.ISSUING_KEY_OLD_SECRETS = []
    assert asker.verify(asker.issued()).status_code == 200
    assert asker.verify(credential).status_code == 200


def test_rotation_keeps_what_was_signed(asker):
    before = asker.issued()
    new = issuing_keys.rotate(key=key_of(asker.organization), by=asker.owner.user)
    after = asker.issued()
    assert after["proof"]["verificationMethod"] != before["proof"]["verificationMethod"]
    assert after["proof"]["verificationMethod"].endswith(f"#{new.multibase}")
    assert asker.verify(before).status_code == 200
    assert asker.verify(after).status_code == 200
    asker.set_status(before, "revocation")
    assert codes(asker.verify(before)) == {"revoked"}
    _answer, document = did_document(asker.organization)
    methods = document["assertionMethod"]
    assert len(methods) == 3
    assert methods[0] == after["proof"]["verificationMethod"]
    assert before["proof"]["verificationMethod"] in methods


def test_a_retired_key_signs_nothing_new(asker):
    method = asker.issued()["proof"]["verificationMethod"]
    issuing_keys.rotate(key=key_of(asker.organization), by=None)
    answer = asker.issue(plain(issuer=f"did:key:{method.split('#')[1]}"))
    assert codes(answer) == {"wrong_issuer"}


def test_a_revoked_key_vouches_for_nothing(asker):
    credential = asker.issued()
    row = key_of(asker.organization)
    issuing_keys.revoke(key=row, by=asker.owner.user)
    row.refresh_from_db()
    assert bytes(row.wrapped_secret) == b""
    answer = asker.verify(credential)
    assert answer.status_code == 400
    assert "key_revoked" in codes(answer) | {check["code"] for check in answer.json()["checks"]}
    _answer, document = did_document(asker.organization)
    method = credential["proof"]["verificationMethod"]
    assert method not in document["assertionMethod"]
    [entry] = [each for each in document["verificationMethod"] if each["id"] == method]
    assert entry["revoked"].endswith("Z")
    assert asker.verify(asker.issued()).status_code == 200
    with pytest.raises(issuing_keys.MoveLost):
        issuing_keys.revoke(key=row, by=None)
    with pytest.raises(issuing_keys.MoveLost):
        issuing_keys.rotate(key=row, by=None)
    deeds = AuditRow.objects.filter(object_id=row.pk).values_list("deed", flat=True)
    assert set(deeds) == {"issuing_key_made", "issuing_key_revoked"}


def test_documents_are_public_and_cacheable(asker):
    answer, document = did_document(asker.organization)
    assert answer["Content-Type"] == "application/did+json"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    assert document["id"] == f"did:web:localhost%3A8000:organizations:{asker.organization.pk}"
    assert document["verificationMethod"][0]["type"] == "Multikey"
    assert did_document()[0].status_code == 404
    issuing.issue_attestation(
        organization=None, subject={"id": "did:example:subject"}, name="Attested", by=None
    )
    assert did_document()[1]["id"] == "did:web:localhost%3A8000"


@pytest.mark.parametrize("state", ["pending", "rejected"])
def test_an_organization_that_was_never_vetted_has_no_document(state):
    organization = OrganizationFactory(vetting=state)
    assert did_document(organization)[0].status_code == 404
    with pytest.raises(issuing_keys.NotVetted):
        issuing.issue_credential(organization=organization, credential=plain(), by=None)


def test_a_suspended_organization_signs_nothing_and_its_old_credentials_verify(asker):
    credential = asker.issued()
    vetting.decide(
        organization=asker.organization, to="suspended", reason="Complaint", by=StaffFactory()
    )
    assert asker.issue().status_code == 401
    assert did_document(asker.organization)[1]["assertionMethod"]
    assert Asker().verify(credential).status_code == 200
    with pytest.raises(issuing_keys.NotVetted):
        issuing.issue_credential(
            organization=Organization.objects.get(pk=asker.organization.pk),
            credential=plain(),
            by=None,
        )
    with pytest.raises(issuing_keys.NotVetted):
        issuing_keys.rotate(key=key_of(Organization.objects.get(pk=asker.organization.pk)), by=None)


def test_an_attestation_of_the_portal_verifies():
    issued = issuing.issue_attestation(
        organization=None,
        subject={"id": "did:example:subject"},
        name="Worked at Acme",
        valid_until="2099-01-01T00:00:00Z",
        by=None,
    )
    answer = Asker().verify(issued.credential)
    assert answer.status_code == 200, answer.content
    assert issued.row.issuer == "did:web:localhost%3A8000"
