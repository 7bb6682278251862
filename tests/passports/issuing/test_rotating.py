"""`manage.py rotate_issuing_keys`: new keys, and what the old ones signed stays good."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.actions import vetting
from passports.actions import issuing_keys
from passports.models import IssuingKey, IssuingKeyKind, IssuingKeyState
from portal.kernel.models import AuditRow
from tests.factories.accounts import StaffFactory
from tests.passports.api.asking import Asker

pytestmark = pytest.mark.django_db


def rotate(*arguments):
    said = io.StringIO()
    call_command("rotate_issuing_keys", *arguments, stdout=said)
    return said.getvalue()


def in_use(organization):
    rows = IssuingKey.objects.of(organization).active()
    return {row.kind: row.multibase for row in rows}


def test_every_kind_of_an_organization():
    asker = Asker()
    before = in_use(asker.organization)
    assert set(before) == set(IssuingKeyKind.values)
    old = asker.issued()
    said = rotate(str(asker.organization.pk))
    after = in_use(asker.organization)
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())
    assert all(multibase in said for multibase in (*before.values(), *after.values()))
    new = asker.issued()
    assert new["proof"]["verificationMethod"].endswith(after["Ed25519"])
    assert asker.verify(old).status_code == 200
    assert asker.verify(new).status_code == 200
    document = asker.client.get(f"/organizations/{asker.organization.pk}/did.json").json()
    named = {each["publicKeyMultibase"] for each in document["verificationMethod"]}
    assert named >= {*before.values(), *after.values()}
    deeds = AuditRow.objects.filter(actor_kind="system").values_list("deed", flat=True)
    assert sorted(deeds).count("issuing_key_retired") == 2


def test_one_kind_of_the_portal_and_of_nobody_else():
    asker = Asker()
    before = in_use(asker.organization)
    for kind in IssuingKeyKind.values:
        issuing_keys.ensure_key(organization=None, kind=kind, by=None)
    own = in_use(None)
    rotate("portal", "--kind", "P-256")
    assert in_use(None)["Ed25519"] == own["Ed25519"]
    assert in_use(None)["P-256"] != own["P-256"]
    assert in_use(asker.organization) == before


@pytest.mark.parametrize("whose", ["portal", "nobody", "8e3f1c9a-53b1-4f0e-9d1c-6a1d1f6b1c11"])
def test_where_there_is_nothing_to_rotate(whose):
    with pytest.raises(CommandError, match="There is no"):
        rotate(whose)


def test_an_organization_that_is_no_longer_vetted_gets_no_new_key():
    asker = Asker()
    vetting.decide(
        organization=asker.organization, to="suspended", reason="A test", by=StaffFactory()
    )
    with pytest.raises(CommandError, match="not vetted"):
        rotate(str(asker.organization.pk))
    states = IssuingKey.objects.of(asker.organization).values_list("state", flat=True)
    assert set(states) == {IssuingKeyState.ACTIVE}
