"""A holder, an employer, and another portal that holds the records of the college."""

import json
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress

from employers.actions.portals import peers as portal_peers
from employers.models import PeerInstitution, PortalPeer
from tests.employers.portals.fake import OtherPortal
from tests.factories.accounts import UserFactory

COLLEGE = "Acme"


def add_peer(portal: OtherPortal, *, institution: str = COLLEGE, domain: str = "") -> PortalPeer:
    peer = PortalPeer.objects.create(name="Portal B", base_url=portal.url, did=portal.did)
    PeerInstitution.objects.create(peer=peer, name=institution, domain=domain)
    portal_peers.switch_on(peer=peer, reason="They hold its records.", by=None)
    peer.refresh_from_db()
    return peer


@pytest.fixture
def other(settings, tmp_path):
    portal = OtherPortal()
    index = tmp_path / "index.json"
    (tmp_path / "did.json").write_text(json.dumps(portal.document))
    index.write_text(json.dumps({"https://portal-b.example/.well-known/did.json": "did.json"}))
    settings.VERIFICATION_DOCUMENTS_INDEX = index
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({portal.url})
    settings.WORK_BACKOFF_SECONDS = 0
    settings.PORTAL_ANSWER_SECONDS = 0.0
    yield portal
    portal.close()


@pytest.fixture
def peer(other, db):
    return add_peer(other)


@pytest.fixture
def world(asked, peer, other):
    EmailAddress.objects.get_or_create(
        user=asked.holder, email=asked.holder.email, defaults={"verified": True, "primary": True}
    )
    asked.peer, asked.other = peer, other
    return asked


@pytest.fixture
def there(db, other):
    """Seen from the portal that is asked: a person here, and the portal that asks."""
    holder = UserFactory(email="nadia@people.example")
    EmailAddress.objects.get_or_create(
        user=holder, email=holder.email, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.filter(user=holder).update(verified=True)
    return SimpleNamespace(holder=holder, peer=add_peer(other), other=other)
