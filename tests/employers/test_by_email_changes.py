"""A request to an email address: how many there may be, and what changes in the middle."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, Vetting
from employers import work
from employers.actions import deciding
from employers.actions import requests as deeds
from employers.actions.asking import asking, matching
from employers.actions.refusals import AlreadyAsked, NotAllowed, TooMany
from employers.models import Answer, RequestState, VerificationRequest
from tests.employers.conftest import signed_in
from tests.employers.rows import make_claim
from tests.employers.test_by_email import EMAIL, ask, deliver, link
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import authorize, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(db):
    return MembershipFactory(role=Role.RECRUITER)


class TestLimitsAndChanges:
    def test_not_more_than_five_open_to_one_address(self, recruiter):
        for number in range(asking.MOST_OPEN_TO_ADDRESS):
            ask(recruiter, reference=f"Job {number}")
        with pytest.raises(TooMany):
            ask(recruiter, reference="One more")

    def test_the_same_job_twice(self, recruiter):
        asked = ask(recruiter)
        with pytest.raises(AlreadyAsked):
            ask(recruiter, email=EMAIL.upper())
        deeds.withdraw(request=asked, by=recruiter.user)
        assert ask(recruiter).state == RequestState.SENT

    def test_a_removed_member_may_not_and_the_owners_are_told_instead(self, recruiter):
        nadia = UserFactory(email=EMAIL)
        owner = MembershipFactory(organization=recruiter.organization, role=Role.OWNER)
        asked = deliver(ask(recruiter))
        Membership.objects.filter(pk=recruiter.pk).delete()
        with pytest.raises(NotAllowed):
            ask(recruiter, reference="Another")
        deciding.decline(request=asked, by=nadia)
        assert owner.user.notifications.filter(kind="request_declined").count() == 1
        assert not recruiter.user.notifications.filter(kind="request_declined").exists()
        page = signed_in(owner.user).get(reverse("employer_request", args=[asked.id]))
        assert page.status_code == 200

    def test_suspended_in_the_middle_and_reinstated(self, recruiter):
        nadia = UserFactory(email=EMAIL)
        organization, client = recruiter.organization, signed_in(nadia)
        asked = deliver(ask(recruiter))
        claim = make_claim(nadia, kind="education")
        row = asked.requested_claims.order_by("position")[0]
        matching.match(request=asked, by=nadia, chosen={row.pk: claim})
        authorize(request=asked, by=nadia, included={row.pk})
        waiting = deliver(ask(recruiter, reference="Another"))
        organization.vetting = Vetting.SUSPENDED
        organization.save()
        work.answer_request(asked.id)()
        asked.refresh_from_db(), row.refresh_from_db()
        assert (asked.state, row.answer) == (RequestState.AUTHORIZED, Answer.PENDING)
        assert client.get(reverse("request_for_me", args=[waiting.id])).status_code == 404
        assert (
            "not open any more"
            in Client()
            .get(link(make_request(organization=organization, email="a@b.example")))
            .content.decode()
        )
        from employers.actions.answering import RESUME_AFTER, resume_waiting

        VerificationRequest.objects.filter(pk=asked.pk).update(
            decided_at=timezone.now() - RESUME_AFTER - dt.timedelta(minutes=1)
        )
        assert resume_waiting() == 0
        organization.vetting = Vetting.VETTED
        organization.save()
        assert resume_waiting() == 1
        work.answer_request(asked.id)()
        row.refresh_from_db()
        assert row.answer != Answer.PENDING
        assert client.get(reverse("request_for_me", args=[waiting.id])).status_code == 200
