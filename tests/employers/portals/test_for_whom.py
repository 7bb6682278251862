"""For whom another portal speaks, how sure it is, and what it costs when it is down."""

import pytest
from django.utils import timezone

from employers.actions.portals import peers as portal_peers
from employers.answers.content import claims_of
from employers.models import Answer, Layer, PortalInquiry
from passports.adapters import portal_messages
from passports.adapters.trust_store import RegistryTrustStore
from passports.claims import attested
from passports.models import Assurance, Evidence
from passports.standards.types import FetchFailed
from passports.voices import Speaks, voice_of
from tests.employers.attesting import authorize, name_contact, work_off
from tests.employers.portals.fake import OtherPortal
from tests.factories.accounts import OrganizationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first(world):
    world.request.requested_claims.exclude(claim=world.claims[0]).delete()
    return world


def row_of(world):
    return world.request.requested_claims.get()


def page_of(world):
    return world.as_recruiter.get(f"/employer/requests/{world.request.pk}/").content.decode()


def test_it_speaks_for_the_institutions_that_were_entered_and_it_is_said(first):
    authorize(first)
    voice = voice_of(Evidence.objects.get())
    assert (voice.speaks, voice.by, voice.organization) == (Speaks.LISTED, "Portal B", "Acme")
    page = page_of(first)
    assert "Portal B speaks here for Acme: “Portals that we ask” says that it may." in page
    (told,) = claims_of(first.request)
    assert {
        name: told["evidence"][0][name]
        for name in ("said_by", "said_for", "speaks_as", "says_who", "certainty")
    } == {
        "said_by": "Portal B",
        "said_for": "Acme",
        "speaks_as": "listed",
        "says_who": "Portals that we ask",
        "certainty": "high",
    }


def test_an_institution_that_was_taken_out_is_no_longer_spoken_for(first):
    authorize(first)
    first.peer.institutions.update(name="Another", name_folded="another")
    portal_peers.institutions_changed(peer=first.peer, by=None)
    work_off()
    first.claims[0].refresh_from_db()
    assert first.claims[0].assurance == Assurance.DOCUMENT_ON_FILE


def test_an_answer_about_an_institution_that_went_meanwhile_does_not_count(first):
    name_contact(first, first.claims[0])

    def answering(message):
        first.peer.institutions.update(name="Another", name_folded="another")
        return first.other.confirm(message)

    first.other.answering = answering
    authorize(first)
    assert PortalInquiry.objects.get().reason == "answer_for_another_institution"
    assert (row_of(first).answer, row_of(first).layer) == (Answer.ASKED, Layer.ATTESTER)


def test_it_speaks_for_the_organization_here_with_the_domain(peer):
    for name, domain in (("Acme Works", "acme.example"), ("Ironwood", "ironwood.example")):
        OrganizationFactory(name=name).domain_proofs.create(
            domain=domain, method="dns_txt", state="proven", proven_at=timezone.now()
        )
    peer.institutions.update(domain="acme.example")
    (found,) = RegistryTrustStore().recognitions(peer.did)
    assert found.organizations == ("Acme", "Acme Works")


def test_a_portal_is_not_asked_about_a_name_that_only_resembles(first):
    first.peer.institutions.update(name="Acme Academy", name_folded="acme academy")
    authorize(first)
    assert not PortalInquiry.objects.exists()


@pytest.mark.parametrize(
    ("level", "words", "label"),
    [
        (attested.HIGH, "Sure: the portal Portal B", "Confirmed"),
        (attested.MEDIUM, "Likely: the portal Portal B", "Confirmed"),
        (attested.LOW, "Not sure: the portal Portal B", "we cannot tell by whom"),
    ],
)
def test_it_is_as_sure_as_the_attestation(first, level, words, label):
    first.other.level = level
    authorize(first)
    page = page_of(first)
    assert words in page
    assert label in page
    assert ("Sure: " in page) == (level == attested.HIGH)
    (told,) = claims_of(first.request)
    assert told["certainty"] == (attested.LOW if level == attested.LOW else "")
    assert (words in told["note"]) == (level == attested.LOW)


@pytest.fixture
def down(monkeypatch):
    """A portal whose document nobody can fetch, and how often somebody tried."""
    tried = []

    def fails(did, **_ports):
        tried.append(did)
        raise FetchFailed("unreachable", did, transient=True)

    monkeypatch.setattr(portal_messages, "resolve", fails)
    return tried


def test_a_portal_that_is_down_costs_one_timeout(down):
    portal = OtherPortal()
    try:
        token = portal_messages.opened(portal.signed({}))
        for _time in range(5):
            with pytest.raises(portal_messages.NotSigned) as refused:
                portal_messages.require_signed(token, did=portal.did, now=timezone.now())
            assert (refused.value.code, refused.value.transient) == ("keys_unreachable", True)
    finally:
        portal.close()
    assert down == [portal.did]


def test_it_is_asked_again_after_a_short_while(down, monkeypatch):
    portal = OtherPortal()
    kept = {}
    monkeypatch.setattr(portal_messages, "_remembered", kept.get)
    monkeypatch.setattr(
        portal_messages, "_remember", lambda name, value, seconds: kept.update({name: seconds})
    )
    try:
        token = portal_messages.opened(portal.signed({}))
        with pytest.raises(portal_messages.NotSigned):
            portal_messages.require_signed(token, did=portal.did, now=timezone.now())
    finally:
        portal.close()
    assert list(kept.values()) == [20]
