"""What a suspension of those who ask kept back goes on when it ends, and loses no time."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.actions import vetting
from accounts.models import Role, Vetting
from employers.actions.asking import asking, invitations
from employers.actions.attesters import time_passing
from employers.actions.consent import withdrawing
from employers.models import (
    AttestationRequest,
    AttestationState,
    RequestState,
    VerificationRequest,
)
from employers.tasks import look_after_attesters, remind_of_requests
from tests.employers.attesting import authorize, make_acme, name_contact, the_attestation, work_off
from tests.factories.accounts import MembershipFactory, StaffFactory
from tests.factories.employers import ITEMS

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "nadia@people.example"


def decide(organization, to, by=None):
    organization.refresh_from_db()
    vetting.decide(organization=organization, to=to, reason="R", by=by or StaffFactory())


def later(days):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days, minutes=1), tick=True)


def mails_to(email):
    return [message for message in mail.outbox if message.to == [email]]


class TestThoseWhoAreAsked:
    @pytest.fixture
    def waiting(self, asked):
        make_acme()
        name_contact(asked)
        authorize(asked)
        asked.until = the_attestation().expires_at
        asked.remind_at = the_attestation().next_reminder_at
        mail.outbox.clear()
        return asked

    def test_get_the_time_that_it_took(self, waiting):
        with later(2):
            decide(waiting.organization, Vetting.SUSPENDED)
        with later(32):
            look_after_attesters()
            work_off()
            assert not mails_to("pat@acme.example"), "nobody is reminded meanwhile"
            assert the_attestation().state == AttestationState.SENT, "nothing expires meanwhile"
            decide(waiting.organization, Vetting.VETTED)
            row = the_attestation()
            took = dt.timedelta(days=30)
            assert abs(row.expires_at - waiting.until - took) < dt.timedelta(minutes=1)
            assert abs(row.next_reminder_at - waiting.remind_at - took) < dt.timedelta(minutes=1)
            assert row.is_open
        for days, reminders in ((33, 1), (37, 2), (42, 3), (44, 3)):
            with later(days):
                look_after_attesters()
                work_off()
                assert the_attestation().reminders == reminders
                assert the_attestation().documents_asked_at is None
        with later(45):
            look_after_attesters()
            assert the_attestation().documents_asked_at is not None
        with later(52):
            look_after_attesters()
            assert the_attestation().state == AttestationState.EXPIRED

    def test_of_others_keep_theirs(self, waiting):
        other = MembershipFactory(role=Role.OWNER).organization
        decide(other, Vetting.SUSPENDED)
        with later(5):
            decide(other, Vetting.VETTED)
        assert the_attestation().expires_at == waiting.until

    def test_what_has_ended_stays_ended(self, waiting):
        AttestationRequest.objects.update(state=AttestationState.DECLINED)
        decide(waiting.organization, Vetting.SUSPENDED)
        with later(5):
            decide(waiting.organization, Vetting.VETTED)
        assert the_attestation().expires_at == waiting.until

    def test_each_suspension_counts_once(self, waiting):
        for day in (1, 4):
            with later(day):
                decide(waiting.organization, Vetting.SUSPENDED)
            with later(day + 2):
                decide(waiting.organization, Vetting.VETTED)
        took = the_attestation().expires_at - waiting.until
        assert abs(took - dt.timedelta(days=4)) < dt.timedelta(minutes=1)

    def test_nobody_waits_for_ever(self, waiting):
        """The permission ends after 90 days, and what rests on it."""
        decide(waiting.organization, Vetting.SUSPENDED)
        with later(91):
            assert time_passing.expire_overdue() == 0
            assert withdrawing.end_lapsed() == 1
        assert the_attestation().state == AttestationState.STOPPED


class TestAnInvitation:
    @pytest.fixture
    def caught(self, scene):
        terms = asking.Terms(
            purpose="Hiring", deadline=timezone.now() + dt.timedelta(days=14), reference="Ward 4"
        )
        scene.request = asking.ask(
            organization=scene.organization,
            by=scene.recruiter,
            email=EMAIL,
            name="Nadia",
            items=ITEMS,
            terms=terms,
        )
        decide(scene.organization, Vetting.SUSPENDED)
        work_off()
        assert not mails_to(EMAIL)
        return scene

    def test_goes_out_when_the_suspension_ends_and_once(self, caught):
        assert invitations.resume() == 0, "not before"
        decide(caught.organization, Vetting.VETTED)
        remind_of_requests()
        remind_of_requests()
        work_off()
        assert len(mails_to(EMAIL)) == 1
        remind_of_requests()
        work_off()
        assert len(mails_to(EMAIL)) == 1

    def test_one_that_was_mailed_is_not_mailed_again(self, scene, caught):
        decide(caught.organization, Vetting.VETTED)
        remind_of_requests()
        work_off()
        decide(caught.organization, Vetting.SUSPENDED)
        decide(caught.organization, Vetting.VETTED)
        remind_of_requests()
        work_off()
        assert len(mails_to(EMAIL)) == 1

    def test_withdrawn_meanwhile_it_is_not_mailed(self, caught):
        VerificationRequest.objects.update(state=RequestState.WITHDRAWN)
        decide(caught.organization, Vetting.VETTED)
        remind_of_requests()
        work_off()
        assert not mails_to(EMAIL)
