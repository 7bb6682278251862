"""Taking a permission back stops what has not been disclosed, and nothing else."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from employers import work
from employers.actions import answering, closing
from employers.actions.consent import withdrawing
from employers.actions.refusals import MoveLost, NotAllowed
from employers.consent.to_sign import LASTS_DAYS
from employers.layers import Reply
from employers.models import Answer, AttestationState, Layer, RequestState, SignedConsent
from passports.models import Disclosure
from portal.kernel.models import AuditRow
from tests.employers.attesting import (
    authorize as authorize_and_work,
)
from tests.employers.attesting import (
    link_of,
    name_contact,
    the_attestation,
)
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import UserFactory
from tests.factories.employers import authorize

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def half_answered(asked):
    """One claim is answered by a credential; of the other an attester was asked."""
    tie(asked.claims[0], make_credential(asked.holder))
    name_contact(asked, asked.claims[1])
    authorize_and_work(asked)
    assert asked.request.state == RequestState.AUTHORIZED
    return asked


def withdraw(scene):
    consent = withdrawing.withdraw_consent(request=scene.request, by=scene.holder)
    scene.request.refresh_from_db()
    return consent


def answers_of(scene):
    return list(
        scene.request.requested_claims.order_by("position").values_list("answer", flat=True)
    )


def test_what_was_disclosed_stays_and_the_rest_is_stopped(half_answered):
    consent = withdraw(half_answered)
    assert answers_of(half_answered) == [Answer.CONFIRMED, Answer.DECLINED]
    assert half_answered.request.state == RequestState.COMPLETED
    assert half_answered.request.kept_until is not None
    assert the_attestation().state == AttestationState.STOPPED
    assert consent.ended_by == "holder"
    page = Client().get(link_of(the_attestation())).content.decode()
    assert "There is nothing to do for you" in page
    told = Notification.objects.filter(user=half_answered.recruiter, kind="consent_ended")
    assert told.count() == 1
    audit = AuditRow.objects.get(deed="consent_ended")
    assert audit.codes["why"] == "holder"
    assert audit.actor_id == half_answered.holder.audit_id


def test_both_sides_read_what_became_of_it(half_answered):
    withdraw(half_answered)
    pages = {
        half_answered.as_holder: "request_for_me",
        half_answered.as_recruiter: "employer_request",
    }
    for client, name in pages.items():
        page = client.get(reverse(name, args=[half_answered.request.pk])).content.decode()
        assert "The person withdrew it" in page
        assert "Confirmed" in page
        assert "No longer authorized" in page


def test_before_anything_was_disclosed_it_counts_as_declined(asked):
    name_contact(asked, asked.claims[0])
    name_contact(asked, asked.claims[1])
    authorize_and_work(asked)
    withdraw(asked)
    assert asked.request.state == RequestState.DECLINED
    assert answers_of(asked) == [Answer.DECLINED, Answer.DECLINED]
    assert not Disclosure.objects.filter(share=None).exists()


def test_it_is_forgotten_after_its_term(asked):
    """It names a person, whatever became of it."""
    for claim in asked.claims:
        name_contact(asked, claim)
    authorize_and_work(asked)
    withdraw(asked)
    assert asked.request.state == RequestState.DECLINED
    with time_machine.travel(timezone.now() + dt.timedelta(days=asked.request.kept_days + 1)):
        assert closing.forget_old() == 1


def test_an_answer_that_arrives_afterwards_discloses_nothing(half_answered):
    before = Disclosure.objects.count()
    row = half_answered.request.requested_claims.get(answer=Answer.ASKED)
    withdraw(half_answered)
    reply = Reply(Answer.CONFIRMED, Layer.ATTESTER, {"evidence": []})
    assert answering.settle(row=row, reply=reply) is False
    assert Disclosure.objects.count() == before
    row.refresh_from_db()
    assert row.answer == Answer.DECLINED


def test_work_that_begins_afterwards_discloses_nothing(asked):
    authorize(request=asked.request, by=asked.holder)
    effect = work.answer_request(asked.request.id)
    withdraw(asked)
    effect()
    asked.request.refresh_from_db()
    assert asked.request.state == RequestState.DECLINED
    assert not Disclosure.objects.filter(share=None).exists()


def test_after_everything_was_disclosed_it_takes_nothing_back(asked):
    tie(asked.claims[0], make_credential(asked.holder))
    authorize_and_work(asked)
    assert asked.request.state == RequestState.COMPLETED
    before = answers_of(asked)
    page = asked.as_holder.get(reverse("signed_consent", args=[asked.request.pk]))
    assert "withdrawing does not take it back" in page.content.decode()
    withdraw(asked)
    assert (asked.request.state, answers_of(asked)) == (RequestState.COMPLETED, before)
    assert not SignedConsent.objects.live().exists()


def test_once(half_answered):
    withdraw(half_answered)
    with pytest.raises(MoveLost):
        withdraw(half_answered)
    assert AuditRow.objects.filter(deed="consent_ended").count() == 1


def test_over_http(half_answered):
    address = reverse("signed_consent_withdraw", args=[half_answered.request.pk])
    assert half_answered.as_holder.get(address).status_code == 405
    page = half_answered.as_holder.post(address, follow=True).content.decode()
    assert "Nothing more is asked or disclosed" in page
    again = half_answered.as_holder.post(address, follow=True).content.decode()
    assert "no permission in force" in again
    signed = half_answered.as_holder.get(
        reverse("signed_consent", args=[half_answered.request.pk])
    ).content.decode()
    assert "The person withdrew it" in signed
    assert "Withdraw my permission" not in signed


def test_nobody_else_withdraws_it(half_answered):
    for person in (half_answered.recruiter, UserFactory()):
        with pytest.raises(NotAllowed):
            withdrawing.withdraw_consent(request=half_answered.request, by=person)
    assert SignedConsent.objects.live().exists()


def test_it_ends_by_itself(half_answered):
    assert withdrawing.end_lapsed() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=LASTS_DAYS, hours=1)):
        assert withdrawing.end_lapsed() == 1
        assert withdrawing.end_lapsed() == 0
    half_answered.request.refresh_from_db()
    assert half_answered.request.state == RequestState.COMPLETED
    assert answers_of(half_answered) == [Answer.CONFIRMED, Answer.COULD_NOT_BE_CHECKED]
    assert SignedConsent.objects.get().ended_by == "lapsed"
    assert the_attestation().state == AttestationState.STOPPED


def test_no_reminder_goes_to_those_who_were_stopped(half_answered):
    from employers.actions.attesters import time_passing as attester_time

    withdraw(half_answered)
    sent = len(mail.outbox)
    with time_machine.travel(timezone.now() + dt.timedelta(days=4)):
        assert attester_time.remind_due() == 0
    assert len(mail.outbox) == sent
