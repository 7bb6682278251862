"""What of a request was done by others than holder and requester stands in its trail, too."""

import pytest

from employers.actions.answers import webhooks
from employers.actions.answers.events import emit
from employers.actions.consent import guardians
from employers.admin.trail import trail_of
from employers.models import WebhookDelivery
from passports.actions import disputes
from portal.kernel.models import WorkRow
from tests.employers.attesting import authorize, work_off
from tests.employers.guarding import PARENT, ask, the_guardian
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def deeds_of(request):
    request.refresh_from_db()
    return [step.deed for step in trail_of(request)[0]]


def test_a_guardian(minor):
    ask(minor)
    guardians.agree(guardian=the_guardian(), name="Sam Parent")
    guardians.withdraw(guardian=the_guardian())
    work_off()
    found = deeds_of(minor.request)
    for deed in ("guardian_asked", "guardian_agreed", "guardian_withdrew"):
        assert deed in found, found
    told = str(trail_of(minor.request)[0])
    assert PARENT not in told
    assert "Sam" not in told


def test_what_was_signed_and_sent_to_the_organizations_systems(asked, settings):
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({"https://hooks.example"})
    owner = MembershipFactory(organization=asked.organization, role="owner").user
    webhooks.add(
        organization=asked.organization,
        url="https://hooks.example/",
        events=["request.completed"],
        by=owner,
    )
    emit(request=asked.request, event="request.completed")
    WorkRow.objects.filter(subject_id=WebhookDelivery.objects.get().pk).update(state="failed")
    tie(asked.claims[0], make_credential(asked.holder))
    authorize(asked)
    found = deeds_of(asked.request)
    assert "answers_signed" in found, found
    assert any(deed.startswith("employers.deliver_webhook") for deed in found), found


def test_a_dispute_that_was_opened_on_the_claim(asked):
    credential = make_credential(asked.holder)
    tie(asked.claims[0], credential)
    authorize(asked)
    disputes.open_dispute(
        claim=asked.claims[0], credential=credential, what_is_wrong="W", by=asked.holder
    )
    assert deeds_of(asked.request).count("dispute_opened") == 1
