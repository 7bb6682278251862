"""The queue of disputes: closed by a button with a reason, and by nobody else."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from passports.actions import disputes
from passports.models import DisputeState
from tests.factories.claims import make_claim, make_credential, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db):
    claim = make_claim()
    claim.credential = make_credential(claim.holder)
    tie(claim, claim.credential)
    return claim


def dispute_of(claim):
    return disputes.open_dispute(
        claim=claim, credential=claim.credential, what_is_wrong="The year", by=claim.holder
    )


def test_an_administrator_closes_it_with_a_reason(admin_client, claim):
    dispute = dispute_of(claim)
    url = reverse("admin:passports_dispute_deed", args=[dispute.pk, "stands"])
    admin_client.post(url, {"reason": ""})
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.OPEN
    admin_client.post(url, {"reason": "The college has confirmed the year."})
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.STANDS
    assert dispute.outcome == "The college has confirmed the year."
    assert Notification.objects.filter(user=claim.holder, kind="dispute_stands").exists()
    admin_client.post(url, {"reason": "Again"})
    dispute.refresh_from_db()
    assert dispute.outcome == "The college has confirmed the year.", "closed once"


def test_staff_without_the_permission_closes_nothing(staff_client, claim):
    dispute = dispute_of(claim)
    response = staff_client.post(
        reverse("admin:passports_dispute_deed", args=[dispute.pk, "stands"]), {"reason": "R"}
    )
    assert response.status_code == 403
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.OPEN
