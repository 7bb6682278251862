"""A holder disputes what is said of a claim: the clock, the label, the queue, and who may not."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from passports.actions import disputes
from passports.actions.disclosures import open_share
from passports.models import Audience, Dispute, DisputeState
from passports.shared_view import shared_passport
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.personal_data import export_everything
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(client):
    claim = make_claim(UserFactory(name="Zoë Álvarez"))
    claim.credential = make_credential(claim.holder)
    tie(claim, claim.credential)
    client.force_login(claim.holder)
    return claim


def dispute_of(claim, **fields):
    return disputes.open_dispute(
        claim=claim,
        credential=fields.pop("credential", claim.credential),
        what_is_wrong="The year",
        by=fields.pop("by", claim.holder),
    )


def test_the_whole_way_on_pages(client, claim):
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert reverse("dispute_new", args=[claim.pk]) in page
    response = client.post(
        reverse("dispute_new", args=[claim.pk]),
        {"credential": claim.credential.pk, "what_is_wrong": "The year <b>", "what_is_right": ""},
    )
    dispute = Dispute.objects.get()
    assert response.url == reverse("dispute", args=[dispute.pk])
    page = client.get(response.url).content.decode()
    assert "The year &lt;b&gt;" in page
    assert dispute.due_at - dispute.created_at >= dt.timedelta(days=30) - dt.timedelta(seconds=5)
    assert WorkRow.objects.filter(
        kind="passports.recheck", subject_id=claim.credential.pk
    ).exists(), "checked again at once"
    assert reverse("dispute", args=[dispute.pk]) in client.get(reverse("disputes")).content.decode()
    client.post(reverse("dispute_withdraw", args=[dispute.pk]))
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.WITHDRAWN
    deeds = AuditRow.objects.filter(object_id=dispute.pk).order_by("created_at")
    assert [row.deed for row in deeds] == ["dispute_opened", "dispute_withdrawn"]


def test_a_claim_without_a_credential_is_simply_changed(client):
    claim = make_claim()
    client.force_login(claim.holder)
    page = client.get(reverse("dispute_new", args=[claim.pk])).content.decode()
    assert reverse("claim_edit", args=[claim.pk]) in page
    assert 'name="what_is_wrong"' not in page


@pytest.mark.parametrize("missing", ["credential", "what_is_wrong"])
def test_what_is_missing_is_said_and_what_was_typed_stays(client, claim, missing):
    values = {"credential": claim.credential.pk, "what_is_wrong": "W", "what_is_right": "typed"}
    response = client.post(reverse("dispute_new", args=[claim.pk]), {**values, missing: ""})
    assert response.status_code == 200
    assert response.context["form"].errors[missing]
    assert "typed" in response.content.decode()
    assert not Dispute.objects.exists()


def test_the_same_is_disputed_once(client, claim):
    dispute_of(claim)
    with pytest.raises(disputes.AlreadyDisputed):
        dispute_of(claim)
    dispute_of(claim, credential=None)
    with pytest.raises(disputes.AlreadyDisputed):
        dispute_of(claim, credential=None)
    response = client.post(
        reverse("dispute_new", args=[claim.pk]),
        {"credential": claim.credential.pk, "what_is_wrong": "Again"},
    )
    assert response.status_code == 200
    assert Dispute.objects.count() == 2


def test_readers_of_a_live_share_see_that_there_is_one_and_no_more(claim):
    member = MembershipFactory()
    share, _token = make_share(
        claim.holder, [claim], audience=Audience.ORGANIZATION, organization=member.organization
    )
    disclosure = open_share(share=share, viewer=member.user, organization=member.organization)
    assert not shared_passport(disclosure).groups[0]["claims"][0].disputed
    dispute = dispute_of(claim)
    assert shared_passport(disclosure).groups[0]["claims"][0].disputed
    disputes.close(dispute=dispute, to=DisputeState.STANDS, by=None)
    assert not shared_passport(disclosure).groups[0]["claims"][0].disputed


def test_the_page_of_a_share_says_so(client, claim):
    member = MembershipFactory()
    share, _token = make_share(
        claim.holder, [claim], audience=Audience.ORGANIZATION, organization=member.organization
    )
    open_share(share=share, viewer=member.user, organization=member.organization)
    dispute_of(claim)
    client.force_login(member.user)
    page = client.get(reverse("employer_share", args=[share.pk])).content.decode()
    assert "Under dispute" in page
    assert "The year" not in page


def test_after_thirty_days_the_clock_closes_it(claim):
    dispute = dispute_of(claim)
    with time_machine.travel(timezone.now() + dt.timedelta(days=29)):
        assert disputes.close_overdue() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert disputes.close_overdue() == 1
        assert disputes.close_overdue() == 0
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.UNRESOLVED
    assert Notification.objects.filter(user=claim.holder, kind="dispute_unresolved").count() == 1


def test_nobody_else_disputes_or_reads(client, claim):
    stranger = UserFactory()
    with pytest.raises(disputes.NotTheirs):
        dispute_of(claim, by=stranger)
    own = make_claim(stranger)
    with pytest.raises(disputes.NotTheirs):
        disputes.open_dispute(
            claim=own, credential=claim.credential, what_is_wrong="W", by=stranger
        )
    dispute = dispute_of(claim)
    with pytest.raises(disputes.NotTheirs):
        disputes.withdraw(dispute=dispute, by=stranger)
    client.force_login(stranger)
    assert client.get(reverse("dispute", args=[dispute.pk])).status_code == 404
    assert client.post(reverse("dispute_withdraw", args=[dispute.pk])).status_code == 404
    assert client.get(reverse("dispute_new", args=[claim.pk])).status_code == 404


def test_the_export_holds_it(claim):
    dispute_of(claim)
    (told,) = export_everything(claim.holder)["passports"]["disputes"]
    assert told["what_is_wrong"] == "The year"


def test_the_list_asks_the_database_as_often_for_many(client, claim, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dispute_of(claim)
    client.get(reverse("disputes"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("disputes"))
    for _number in range(5):
        other = make_claim(claim.holder)
        credential = make_credential(claim.holder)
        tie(other, credential)
        disputes.open_dispute(
            claim=other, credential=credential, what_is_wrong="W", by=claim.holder
        )
    with django_assert_num_queries(len(one)):
        client.get(reverse("disputes"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (DisputeState.CORRECTED, "What is right now is told to everyone"),
        (DisputeState.STANDS, "It was looked into and stays"),
        (DisputeState.UNRESOLVED, "no longer told as if it were so. Everyone"),
        (DisputeState.WITHDRAWN, "You took the dispute back."),
    ],
)
def test_each_end_says_what_it_means(client, claim, state, words):
    dispute = dispute_of(claim)
    address = reverse("dispute", args=[dispute.pk])
    assert words not in client.get(address).content.decode()
    Dispute.objects.filter(pk=dispute.pk).update(state=state, closed_at=timezone.now())
    assert words in client.get(address).content.decode()
