"""Claims, shares and disclosures in the admin: to be read, not to be changed."""

import pytest
from django.urls import reverse

from accounts.models import User
from passports.models import Claim, Disclosure, Share
from portal.site_admin.site import PortalAdminSite
from tests.factories.accounts import StaffFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie

pytestmark = pytest.mark.django_db
MODELS = [Claim, Share, Disclosure]


@pytest.fixture
def staff(client, monkeypatch):
    # The second factor has its own tests in tests/kernel.
    monkeypatch.setattr(PortalAdminSite, "has_permission", lambda self, request: True)
    person = StaffFactory()
    client.force_login(person)
    return person


@pytest.fixture
def rows(client):
    claim = make_claim(title="A private title")
    tie(claim, make_credential(claim.holder))
    share, token = make_share(claim.holder, [claim])
    type(client)().post(reverse("share_link", args=[token]))
    return {Claim: claim, Share: share, Disclosure: Disclosure.objects.get()}


def address(model, page, *args):
    return reverse(f"admin:passports_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_pages(client, staff, rows, model):
    row = rows[model]
    for term in ("", str(row.pk), row.holder.email):
        page = client.get(address(model, "changelist"), {"q": term})
        assert page.status_code == 200
        assert str(row.pk) in page.content.decode()
    assert (
        str(row.pk)
        not in client.get(address(model, "changelist"), {"q": "nobody"}).content.decode()
    )
    page = client.get(address(model, "change", row.pk))
    assert page.status_code == 200
    assert "A private title" not in page.content.decode()
    assert "token_hash" not in page.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_written(client, staff, rows, model):
    row = rows[model]
    assert client.post(address(model, "change", row.pk), {"kind": "skill"}).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert client.get(address(model, "add")).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("state", ["live", "withdrawn", "expired"])
def test_shares_by_state(client, staff, rows, state):
    page = client.get(address(Share, "changelist"), {"state": state}).content.decode()
    assert (str(rows[Share].pk) in page) == (state == "live")


@pytest.mark.parametrize("model", MODELS)
def test_staff_without_the_permission(client, staff, rows, model):
    User.objects.update(is_superuser=False)
    assert client.get(address(model, "changelist")).status_code == 403
