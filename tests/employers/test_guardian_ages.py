"""Who turns 18 decides alone; of who turns out to be younger nothing more is answered."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import keep_age
from accounts.models import AgeBand, Notification
from employers import work
from employers.actions import answering, deciding
from employers.actions.consent import guardian_time, guardians, withdrawing
from employers.actions.consent.consenting import Changed
from employers.actions.refusals import NotAllowed, NotOpen
from employers.models import (
    Answer,
    GuardianState,
    Layer,
    RequestedClaim,
    RequestState,
    SignedConsent,
    VerificationRequest,
)
from passports.models import Disclosure
from tests.employers.attesting import work_off
from tests.employers.guarding import answer, ask, link, opened, the_guardian
from tests.employers.signing import sign
from tests.factories.employers import authorize, signature_of

pytestmark = pytest.mark.django_db(transaction=True)


def becomes(scene, band):
    keep_age(user=scene.holder, band=band, by=scene.holder)


def state_of(scene):
    return VerificationRequest.objects.get(pk=scene.request.pk).state


def page_of(scene):
    url = reverse("request_for_me", args=[scene.request.pk])
    return scene.as_holder.get(url).content.decode()


class TestTurning18WhileItWaits:
    def test_the_guardian_is_told_and_decides_nothing(self, minor):
        ask(minor)
        client = opened()
        becomes(minor, AgeBand.ADULT)
        for browser, status in ((client, 200), (Client(), 410)):
            shown = browser.get(link())
            assert shown.status_code == status
            assert "is 18 or over now and decides alone" in shown.content.decode()
        for deed in ("agree", "refuse"):
            late = answer(client, deed)
            assert late.status_code == 409
            assert "Your answer was not taken" in late.content.decode()
        assert state_of(minor) == RequestState.SENT
        assert the_guardian().state == GuardianState.ASKED

    def test_the_mail_is_not_sent_any_more(self, minor, mailoutbox):
        ask(minor)
        becomes(minor, AgeBand.ADULT)
        mailoutbox.clear()
        work_off()
        assert not [message for message in mailoutbox if "agreement" in message.subject]

    def test_the_holder_reads_so_and_signs_alone(self, minor):
        ask(minor)
        assert "Waiting for your parent or guardian" in page_of(minor)
        becomes(minor, AgeBand.ADULT)
        assert "You decide alone now" in page_of(minor)
        assert "Waiting for your parent" not in page_of(minor)
        sign(minor.as_holder, minor.request, minor.rows[0])
        assert state_of(minor) == RequestState.AUTHORIZED
        live = SignedConsent.objects.live().get()
        assert not hasattr(live, "guardian")
        assert "parent" not in str(live.content)
        assert SignedConsent.objects.get(ended_by="replaced").guardian

    def test_what_was_shown_to_a_minor_is_not_what_an_adult_signs(self, minor):
        included = {minor.rows[0].pk}
        seen = signature_of(minor.request, included)
        becomes(minor, AgeBand.ADULT)
        minor.request.refresh_from_db()
        with pytest.raises(Changed):
            deciding.authorize(
                request=minor.request, by=minor.holder, included=included, signature=seen
            )

    def test_nobody_is_told_that_a_guardian_was_silent(self, minor):
        ask(minor)
        becomes(minor, AgeBand.ADULT)
        with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
            assert guardian_time.expire_overdue() == 1
        assert not Notification.objects.filter(kind="guardian_silent").exists()

    def test_after_agreeing_only_the_holder_withdraws(self, minor):
        ask(minor)
        client = opened()
        answer(client, "agree")
        becomes(minor, AgeBand.ADULT)
        with pytest.raises(NotOpen):
            guardians.withdraw(guardian=the_guardian())
        assert client.post(link(), {"deed": "withdraw"}).status_code == 409
        assert state_of(minor) == RequestState.AUTHORIZED
        minor.request.refresh_from_db()
        withdrawing.withdraw_consent(request=minor.request, by=minor.holder)
        assert state_of(minor) == RequestState.DECLINED


class TestYoungerThanWasSaid:
    def test_nothing_is_answered_that_no_guardian_agreed_to(self, minor):
        becomes(minor, AgeBand.ADULT)
        minor.request.refresh_from_db()
        authorize(request=minor.request, by=minor.holder)
        becomes(minor, AgeBand.MINOR)
        work.answer_request(minor.request.pk)()
        assert state_of(minor) == RequestState.AUTHORIZED
        assert not Disclosure.objects.filter(share=None).exists()
        row = minor.rows[0]
        RequestedClaim.objects.filter(pk=row.pk).update(answer=Answer.ASKED, layer=Layer.ATTESTER)
        row.refresh_from_db()
        reply = answering.Reply(Answer.CONFIRMED, Layer.ATTESTER, {"evidence": []})
        assert not answering.settle(row=row, reply=reply)
        row.refresh_from_db()
        assert row.answer == Answer.ASKED

    def test_with_a_guardian_it_is_answered(self, minor):
        ask(minor)
        guardians.agree(guardian=the_guardian(), name="Sam Parent")
        work_off()
        assert state_of(minor) == RequestState.COMPLETED
        assert Disclosure.objects.filter(share=None).exists() or (
            RequestedClaim.objects.filter(answer=Answer.COULD_NOT_BE_CHECKED).exists()
        )

    def test_nobody_signs_alone_any_more(self, minor):
        becomes(minor, AgeBand.ADULT)
        minor.request.refresh_from_db()
        seen = signature_of(minor.request)
        becomes(minor, AgeBand.MINOR)
        minor.holder.refresh_from_db()
        with pytest.raises(NotAllowed):
            deciding.authorize(
                request=minor.request,
                by=minor.holder,
                included={row.pk for row in minor.rows},
                signature=seen,
            )
