"""The lists of portals ask the database as often for a thousand rows as for ten."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import PeerInstitution, PortalInquiry, PortalPeer, ReceivedInquiry
from passports.models import Claim, ClaimRevision
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 1000


def peers(numbers):
    made = PortalPeer.objects.bulk_create(
        PortalPeer(
            name=f"Portal {n}", base_url=f"https://p{n}.example", did=f"did:web:p{n}.example"
        )
        for n in numbers
    )
    PeerInstitution.objects.bulk_create(
        PeerInstitution(peer=peer, name=f"{peer.name} college", name_folded=f"{peer.name} college")
        for peer in made
    )
    return made


def inquiries(numbers):
    """Each of another person's claim, to another portal."""
    holder = UserFactory()
    claims = Claim.objects.bulk_create(
        Claim(holder=holder, kind="employment", position=n) for n in numbers
    )
    revisions = ClaimRevision.objects.bulk_create(
        ClaimRevision(claim=claim, number=1, title="Welder", digest="d") for claim in claims
    )
    request = make_request(organization=OrganizationFactory(), holder=holder)
    row = request.requested_claims.first()
    PortalInquiry.objects.bulk_create(
        PortalInquiry(row=row, peer=peer, revision=revision, expires_at=timezone.now())
        for peer, revision in zip(peers(numbers), revisions, strict=True)
    )


def received(numbers):
    holder = UserFactory()
    ReceivedInquiry.objects.bulk_create(
        ReceivedInquiry(peer=peer, asked_id=str(uuid.uuid4()), holder=holder, requester="R")
        for peer in peers(numbers)
    )


@pytest.mark.parametrize(
    ("name", "add"),
    [("portalpeer", peers), ("portalinquiry", inquiries), ("receivedinquiry", received)],
)
@pytest.mark.parametrize("query", ["", "?q=did:web:p3.example"])
def test_as_many_queries_for_a_thousand_as_for_ten(admin_client, name, add, query):
    url = reverse(f"admin:employers_{name}_changelist") + query
    counts = []
    for numbers in (range(FEW), range(FEW, MANY)):
        add(numbers)
        admin_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            page = admin_client.get(url)
        assert page.status_code == 200
        counts.append(len(captured))
    assert page.context_data["cl"].full_result_count in (None, MANY)
    assert counts[0] == counts[1], counts


def test_a_portal_with_a_thousand_institutions_is_one_page(admin_client):
    """As many queries for its page, however many it holds the records of."""
    peer, *_others = peers(range(1))
    url = reverse("admin:employers_portalpeer_change", args=[peer.pk])
    counts = []
    for numbers in (range(FEW), range(FEW, MANY)):
        PeerInstitution.objects.bulk_create(
            PeerInstitution(peer=peer, name=f"I {n}", name_folded=f"i {n}") for n in numbers
        )
        admin_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1], counts


def test_a_persons_list_asks_as_much_for_many(client):
    holder = UserFactory()
    client.force_login(holder)
    counts = []
    for numbers in (range(FEW), range(FEW, MANY)):
        ReceivedInquiry.objects.bulk_create(
            ReceivedInquiry(
                peer=peer,
                asked_id=str(uuid.uuid4()),
                holder=holder,
                requester="R",
                purpose="P",
                claims=[{"title": "T", "organization_name": "O", "answer": "confirmed"}],
            )
            for peer in peers(numbers)
        )
        client.get(reverse("portal_inquiries"))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("portal_inquiries"))
        assert page.content.decode().count("Asked on") == min(len(numbers), 20)
        counts.append(len(captured))
    assert counts[0] == counts[1], counts
