"""Entering another portal, deciding about it, and who may not."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from employers.models import PortalPeer
from passports.adapters.own_identity import own_did
from passports.adapters.trust_store import RegistryTrustStore
from passports.attesting_portals import is_believed
from passports.models import RecognizedIssuer, TrustRegistry
from portal.kernel.models import AuditRow
from tests.factories.accounts import StaffFactory
from tests.passports.admin.conftest import sign_in_with_factor

pytestmark = pytest.mark.django_db
ADD = "admin:employers_portalpeer_add"
DID = "did:web:portal-b.example"


def entered(**bent):
    inline = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-name": "Acme", "0-domain": ""}
    return {
        "name": "Portal B",
        "base_url": "https://portal-b.example/",
        "did": "",
        **{f"institutions-{name}": value for name, value in inline.items()},
        **bent,
    }


def decide(client, peer, deed, reason="They hold its records."):
    url = reverse("admin:employers_portalpeer_deed", args=[peer.pk, deed])
    return client.post(url, {"reason": reason}, follow=True)


def test_entered_then_switched_on_then_off(admin_client):
    page = admin_client.post(reverse(ADD), entered())
    assert page.status_code == 302, page.content.decode()
    peer = PortalPeer.objects.get()
    assert (peer.did, peer.base_url, peer.state) == (DID, "https://portal-b.example", "proposed")
    assert peer.institutions.get().name == "Acme"
    assert not is_believed(DID)
    decide(admin_client, peer, "switch_on", reason="")
    peer.refresh_from_db()
    assert peer.state == "proposed", "a reason is needed"
    decide(admin_client, peer, "switch_on")
    assert is_believed(DID)
    assert len(RegistryTrustStore().recognitions(DID)) == 1
    assert not RegistryTrustStore().recognitions(f"{DID}:organizations:1")
    line = RecognizedIssuer.objects.get(identifier=DID)
    others = RecognizedIssuer.objects.create(
        registry=line.registry, identifier="did:web:else.example"
    )
    decide(admin_client, peer, "switch_off")
    assert not is_believed(DID)
    assert RecognizedIssuer.objects.filter(pk=others.pk).exists(), "of nobody else"
    assert not RegistryTrustStore().recognitions(DID)
    decide(admin_client, peer, "switch_on")
    assert RecognizedIssuer.objects.filter(identifier=DID).count() == 1
    deeds = AuditRow.objects.filter(object_id=peer.pk).values_list("deed", flat=True)
    assert sorted(deeds) == [
        "portal_proposed",
        "portal_switched_off",
        "portal_switched_on",
        "portal_switched_on",
    ]


def test_its_address_and_identifier_stay(admin_client):
    admin_client.post(reverse(ADD), entered())
    peer = PortalPeer.objects.get()
    url = reverse("admin:employers_portalpeer_change", args=[peer.pk])
    changed = entered(name="Renamed", base_url="https://evil.example", did="did:web:evil.example")
    page = admin_client.post(url, changed)
    assert "has that institution already" in page.content.decode()
    admin_client.post(url, changed | {"state": "on", "institutions-0-name": "Another"})
    peer.refresh_from_db()
    assert (peer.name, peer.did, peer.base_url) == ("Renamed", DID, "https://portal-b.example")
    assert peer.state == "proposed"


@pytest.mark.parametrize(
    "bent",
    [
        {"base_url": "http://portal-b.example"},
        {"base_url": "https://127.0.0.1"},
        {"base_url": "https://portal-b.example/path"},
        {"base_url": "https://user@portal-b.example"},
        {"did": "did:key:z6Mk"},
    ],
)
def test_an_address_that_we_would_not_ask_is_refused(admin_client, bent):
    page = admin_client.post(reverse(ADD), entered(**bent))
    assert page.status_code == 200
    assert not PortalPeer.objects.exists()


def test_this_portal_is_not_its_own_peer(admin_client):
    peer = PortalPeer.objects.create(name="We", base_url="https://a.example", did=own_did(None))
    assert "This is this portal itself" in decide(admin_client, peer, "switch_on").content.decode()
    assert not TrustRegistry.objects.exists()


def test_staff_without_the_permission_do_nothing(client):
    staff = StaffFactory(is_superuser=False)
    sign_in_with_factor(client, staff)
    peer = PortalPeer.objects.create(name="B", base_url="https://b.example", did=DID)
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(reverse(ADD), entered()).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_portalpeer"))
    assert decide(client, peer, "switch_on").status_code == 403
    peer.refresh_from_db()
    assert peer.state == "proposed"
    for name in ("portalinquiry", "receivedinquiry"):
        assert client.get(reverse(f"admin:employers_{name}_changelist")).status_code == 403


def test_the_lists_open(admin_client):
    for name in ("portalpeer", "portalinquiry", "receivedinquiry"):
        url = reverse(f"admin:employers_{name}_changelist")
        assert admin_client.get(url).status_code == 200
        assert admin_client.get(f"{url}?q=Acme").status_code == 200
