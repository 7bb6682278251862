"""Who asks is suspended while somebody is asked: they are told so, and nothing is lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, Role
from employers.actions.answering import BEGIN_WORK
from employers.actions.attesters import answering, time_passing
from employers.actions.attesters.attesting import MAIL_WORK
from employers.actions.refusals import NotOpen
from employers.models import Answer, AttestationRequest, AttestationState, Registrar
from passports.models import Credential
from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.kernel.work.running import run_row
from tests.employers.attesting import (
    answers,
    authorize,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)
from tests.employers.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    asked.attestation = the_attestation()
    asked.url = link_of(asked.attestation)
    asked.browser = opened_by(asked.attestation)
    return asked


def suspend(scene, vetting="suspended"):
    Organization.objects.filter(pk=scene.organization.pk).update(vetting=vetting)


def state(scene):
    scene.attestation.refresh_from_db()
    return scene.attestation.state


def text_of(answer):
    return answer.content.decode()


def test_the_link_says_paused_and_until_when_it_works(waiting):
    suspend(waiting)
    for browser in (Client(), waiting.browser):
        page = browser.get(waiting.url)
        assert page.status_code == 200
        assert "This question is paused" in text_of(page)
        assert "Nothing is lost" in text_of(page)
        assert f"{waiting.attestation.expires_at:%B %Y}" in text_of(page)
        assert "time is over" not in text_of(page)


@pytest.mark.parametrize("deed", ["send_code", "open", "decline", "nonsense"])
def test_no_other_deed_goes_through(waiting, deed):
    suspend(waiting)
    sent, rows = len(mail.outbox), AuditRow.objects.count()
    page = waiting.browser.post(waiting.url, {"deed": deed, "code": "1"})
    assert page.status_code == 409
    assert "This question is paused" in text_of(page)
    hand_over = reverse("attest_hand_over", args=[waiting.url.split("/")[2]])
    page = waiting.browser.post(hand_over, {"email": "a@acme.example", "name": "A", "role": "B"})
    assert "This question is paused" in text_of(page)
    assert state(waiting) == AttestationState.OPENED
    assert (len(mail.outbox), AuditRow.objects.count()) == (sent, rows)


def test_who_has_the_link_alone_answers_nothing(waiting):
    suspend(waiting)
    page = Client().post(waiting.url, answers("confirmed"))
    assert page.status_code == 409
    assert state(waiting) == AttestationState.OPENED


def test_what_was_written_is_kept_and_goes_out_when_they_may_ask_again(waiting):
    suspend(waiting)
    page = waiting.browser.post(waiting.url, answers("confirmed"), follow=True)
    assert "was taken and is kept" in text_of(page)
    assert "and goes to" not in text_of(page)
    assert state(waiting) == AttestationState.ANSWERED
    work_off()
    row = waiting.request.requested_claims.first()
    assert row.answer == Answer.ASKED, "a suspended organization is told nothing"
    assert Credential.objects.filter(holder=waiting.holder).count() == 1
    suspend(waiting, "vetted")
    AttestationRequest.objects.update(ended_at=timezone.now() - timedelta(hours=1))
    assert time_passing.resume_signing() == 1
    work_off()
    row.refresh_from_db()
    assert row.answer == Answer.CONFIRMED
    assert "and goes to" in text_of(waiting.browser.get(waiting.url))


def test_a_mistake_on_the_form_keeps_what_was_written(waiting):
    suspend(waiting)
    page = waiting.browser.post(waiting.url, answers("confirmed") | {"typed_name": ""})
    assert page.status_code == 200
    assert "HR manager" in text_of(page)
    assert "Enter your name" in text_of(page)


def test_it_can_be_given_later(waiting):
    suspend(waiting)
    assert "paused" in text_of(waiting.browser.get(waiting.url))
    suspend(waiting, "vetted")
    assert "Sign and send" in text_of(waiting.browser.get(waiting.url))
    assert waiting.browser.post(waiting.url, answers("confirmed")).status_code == 302
    assert state(waiting) == AttestationState.ANSWERED


def test_its_time_does_not_run_meanwhile(waiting):
    suspend(waiting)
    AttestationRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert time_passing.expire_overdue() == 0
    assert "This question is paused" in text_of(waiting.browser.get(waiting.url))
    with pytest.raises(NotOpen):
        answering.decline(attestation=the_attestation())
    suspend(waiting, "vetted")
    assert "This question is closed" in text_of(waiting.browser.get(waiting.url))
    assert time_passing.expire_overdue() == 1


class TestTheMail:
    @pytest.fixture
    def caught(self, asked):
        """Who asks was suspended when the link was to be mailed."""
        make_acme()
        name_contact(asked)
        rows = set(asked.request.requested_claims.values_list("id", flat=True))
        sign_and_authorize(request=asked.request, by=asked.holder, included=rows)
        asked.request.refresh_from_db()
        run_row(WorkRow.objects.get(kind=BEGIN_WORK).pk)
        suspend(asked)
        work_off()
        asked.attestation = the_attestation()
        AttestationRequest.objects.update(created_at=timezone.now() - timedelta(hours=1))
        assert asked.attestation.state == AttestationState.WAITING
        assert not to_them()
        return asked

    def test_goes_out_once_after_it(self, caught):
        assert time_passing.resume_mailing() == 0, "not before it ends"
        suspend(caught, "vetted")
        assert time_passing.resume_mailing() == 1
        assert time_passing.resume_mailing() == 0, "that work waits"
        work_off()
        assert len(to_them()) == 1
        assert state(caught) == AttestationState.SENT
        assert time_passing.resume_mailing() == 0

    def test_that_failed_is_left_to_the_administrators(self, caught):
        suspend(caught, "vetted")
        WorkRow.objects.filter(kind=MAIL_WORK).update(state=WorkState.FAILED)
        assert time_passing.resume_mailing() == 0


def to_them():
    return [message for message in mail.outbox if message.to == ["pat@acme.example"]]


class TestTheInbox:
    @pytest.fixture
    def office(self, waiting):
        acme = Organization.objects.get(name="Acme")
        Registrar.objects.create(organization=acme, email="pat@acme.example")
        AttestationRequest.objects.update(organization=acme)
        member = MembershipFactory(role=Role.RECRUITER, organization=acme)
        waiting.office = signed_in(member.user)
        waiting.inbox_url = reverse("attestation", args=[waiting.attestation.pk])
        suspend(waiting)
        return waiting

    def test_says_paused(self, office):
        page = text_of(office.office.get(office.inbox_url))
        assert "This question is paused" in page
        assert "Nothing is lost" in page

    def test_keeps_what_was_written_and_declines_nothing(self, office):
        office.office.post(office.inbox_url, {"deed": "decline"})
        assert state(office) == AttestationState.OPENED
        office.office.post(office.inbox_url, answers("confirmed") | {"deed": ""})
        assert state(office) == AttestationState.ANSWERED
        work_off()
        assert office.request.requested_claims.first().answer == Answer.ASKED
