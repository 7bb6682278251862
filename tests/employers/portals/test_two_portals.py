"""Two real portals: an employer at one asks, the other holds the record and answers in seconds."""

import datetime as dt
import json
import time

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Notification
from employers.actions import requests
from employers.actions.portals import peers as portal_peers
from employers.models import Answer, Layer, PeerInstitution, PortalInquiry, PortalPeer
from employers.tasks import glance_at_portals
from passports.actions.issuing_keys import ensure_key
from passports.adapters.own_identity import did_document, own_did
from passports.models import Assurance, Credential
from tests.employers.attesting import authorize, name_contact, work_off
from tests.employers.portals.second import HOST, SecondPortal, reach
from tests.employers.rows import make_share

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.processes,
    pytest.mark.timeout(300),
]
A = "https://portal-a.example"


@pytest.fixture
def second(asked, settings, tmp_path):
    """The other portal knows us by the document that we publish."""
    settings.BASE_URL = A
    ensure_key(organization=None, kind="Ed25519", by=None)
    (tmp_path / "did.json").write_text(json.dumps(did_document(None)))
    documents = tmp_path / "index.json"
    documents.write_text(json.dumps({f"{A}/.well-known/did.json": "did.json"}))
    portal = SecondPortal(tmp_path / "second", documents=documents)
    portal.data.mkdir()
    portal.prepare()
    portal.seed(url=A, did=own_did(None), email=asked.holder.email)
    portal.start()
    yield portal
    portal.end()


def test_answered_by_the_other_portal_then_from_what_is_held(asked, second, internet, settings):
    handed = reach(internet, second)
    peer = PortalPeer.objects.create(
        name="Portal B", base_url=f"https://{HOST}", did=f"did:web:{HOST}"
    )
    PeerInstitution.objects.create(peer=peer, name="Acme")
    portal_peers.switch_on(peer=peer, reason="They hold its records.", by=None)
    EmailAddress.objects.get_or_create(
        user=asked.holder, email=asked.holder.email, defaults={"verified": True, "primary": True}
    )
    name_contact(asked, asked.claims[1])

    started = time.monotonic()
    authorize(asked)
    seconds = time.monotonic() - started

    welder, spanish = asked.request.requested_claims.order_by("position")
    reasons = list(PortalInquiry.objects.values_list("state", "reason"))
    assert (welder.answer, welder.layer) == (Answer.CONFIRMED, Layer.PORTAL), (reasons, handed.seen)
    assert seconds < 10, seconds
    assert handed.seen.count("POST /api/requests") == 2
    assert "GET /.well-known/did.json" in handed.seen
    assert any(each.startswith("GET /status-lists/") for each in handed.seen)
    assert not settings.OUTBOUND_ALLOWED_ORIGINS
    # What is not in its records goes to somebody who knows.
    assert (spanish.answer, spanish.layer) == (Answer.ASKED, Layer.ATTESTER)
    credential = Credential.objects.get()
    assert credential.issuer.identifier == f"did:web:{HOST}"
    asked.claims[0].refresh_from_db()
    assert asked.claims[0].assurance == Assurance.ATTESTED

    told = second.says(
        "from employers.models import ReceivedInquiry as R; from accounts.models import "
        "Notification as N; print(R.objects.filter(holder__isnull=False).count(), "
        "N.objects.filter(kind='portal_asked_about_you').count())"
    )
    assert told == "2 1"

    # Another employer asks the same: nobody is asked again.
    again = requests.send(
        organization=asked.organization,
        by=asked.recruiter,
        share=make_share(asked.holder, asked.organization, asked.claims[0]),
        claims=[asked.claims[0]],
        purpose="Another job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    asked.request = again
    authorize(asked)
    assert again.requested_claims.get().layer == Layer.HELD
    assert handed.seen.count("POST /api/requests") == 2


_THERE = """
from accounts.models import User
from passports.models import Claim, Credential, Dispute, DisputeState, IssuedCredential
from passports.actions import claims, disputes, evidence, issuing_status, verification
from employers.models import PassedOn
held = Credential.objects.get()
records = IssuedCredential.objects.exclude(organization=None).get()
def look():
    verification.recheck(credential_id=held.pk)()
{deed}
print(PassedOn.objects.order_by("created_at").first().issued.state)
"""
_DISPUTE = """
claim = claims.create(holder=held.holder, kind="employment", by=held.holder,
    values={"title": "Welder", "organization_name": "Acme"})
evidence.attach(claim=claim, credential=held, by=held.holder)
disputes.open_dispute(claim=claim, credential=held, what_is_wrong="No", by=held.holder)
"""
_CORRECTED = "disputes.close(dispute=Dispute.objects.get(), to=DisputeState.CORRECTED, by=None)"


def _set(state):
    change = f"issuing_status.set_state(credential=records, to='{state}', reason='x', by=None)"
    return f"{change}\nlook()"


def test_what_becomes_of_it_there_corrects_what_was_answered_here(asked, second, internet):
    reach(internet, second)
    peer = PortalPeer.objects.create(
        name="Portal B", base_url=f"https://{HOST}", did=f"did:web:{HOST}"
    )
    PeerInstitution.objects.create(peer=peer, name="Acme")
    portal_peers.switch_on(peer=peer, reason="They hold its records.", by=None)
    EmailAddress.objects.get_or_create(
        user=asked.holder, email=asked.holder.email, defaults={"verified": True, "primary": True}
    )
    asked.request.requested_claims.exclude(claim=asked.claims[0]).delete()
    authorize(asked)
    row = asked.request.requested_claims.get()
    assert (row.answer, row.layer) == (Answer.CONFIRMED, Layer.PORTAL)

    for deed, there, here, reason in (
        (_set("suspended"), "suspended", Answer.COULD_NOT_BE_CHECKED, "portal_suspended"),
        (_set("valid"), "valid", Answer.CONFIRMED, None),
        (_DISPUTE, "suspended", Answer.COULD_NOT_BE_CHECKED, "portal_suspended"),
        (_CORRECTED, "revoked", Answer.COULD_NOT_BE_CHECKED, "portal_took_back"),
    ):
        assert second.says(_THERE.replace("{deed}", deed)) == there
        # Within the hour, by the beat: a glance at its lists.
        glance_at_portals()
        work_off()
        row.refresh_from_db()
        assert (row.answer, row.basis.get("reason")) == (here, reason), deed
    # In force, suspended, in force, suspended, revoked: the last two are the same answer.
    assert row.corrections.count() == 3
    told = Notification.objects.filter(user=asked.holder, kind="credential_verdict_changed")
    # Not again when what was suspended is revoked: it was not verified already.
    assert told.count() == 3
    asked.claims[0].refresh_from_db()
    assert asked.claims[0].assurance == Assurance.SELF_ASSERTED
