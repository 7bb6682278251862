"""Two at the same instant: one wins, and the other is told."""

import threading

import pytest
from django.db import connection, connections

from employers.actions import requests
from employers.actions.attesters import answering as attesting_answers
from employers.actions.attesters import time_passing as attester_time
from employers.actions.attesters.answering import OneAnswer
from employers.actions.refusals import MoveLost, NotOpen
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttestedClaim,
    RequestState,
    Said,
    VerificationRequest,
)
from portal.kernel.models import AuditRow
from tests.employers.attesting import (
    attestations_issued,
    authorize,
    make_acme,
    name_contact,
    the_attestation,
    work_off,
)

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


@pytest.fixture
def waiting(asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    return asked


def at_once(*deeds):
    """Run each in a thread of its own, all from the same instant; returns what they raised."""
    barrier, raised = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            barrier.wait(10)
            deed()
        except Exception as error:
            raised.append(type(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connection.close()
    return raised


def answer(said=Said.CONFIRMED):
    attesting_answers.answer(
        attestation=the_attestation(),
        answers=[OneAnswer(AttestedClaim.objects.get(), said)],
        name="Pat",
        role="Boss",
    )


def test_of_many_answers_one_is_taken(waiting):
    raised = at_once(*[answer] * THREADS)
    assert raised == [NotOpen] * (THREADS - 1)
    work_off()
    assert len(attestations_issued()) == 1
    assert AuditRow.objects.filter(deed="attestation_answered").count() == 1


def test_answer_decline_and_hand_over(waiting):
    raised = at_once(
        answer,
        lambda: attesting_answers.decline(attestation=the_attestation()),
        lambda: attesting_answers.hand_over(
            attestation=the_attestation(), email="sam@acme.example", name="S", role="R"
        ),
    )
    assert raised == [NotOpen] * 2
    ended = AttestationRequest.objects.exclude(state__in=["waiting", "sent"]).get()
    assert ended.state in (
        AttestationState.ANSWERED,
        AttestationState.DECLINED,
        AttestationState.HANDED_OVER,
    )


def test_an_answer_and_a_withdrawal(waiting):
    raised = at_once(
        answer, lambda: requests.withdraw(request=waiting.request, by=waiting.recruiter)
    )
    assert set(raised) <= {NotOpen, MoveLost}
    work_off()
    request = VerificationRequest.objects.get(pk=waiting.request.pk)
    row = request.requested_claims.first()
    assert request.state == RequestState.WITHDRAWN
    assert row.answer == Answer.ASKED
    assert row.answered_at is None


def test_beats_in_parallel_remind_and_expire_once(waiting):
    AttestationRequest.objects.update(next_reminder_at="2020-01-01T00:00:00Z")
    assert not at_once(*[attester_time.remind_due] * THREADS)
    assert the_attestation().reminders == 1
    assert AuditRow.objects.filter(deed="attester_reminded").count() == 1
    AttestationRequest.objects.update(expires_at="2020-01-01T00:00:00Z")
    assert not at_once(*[attester_time.expire_overdue] * THREADS)
    assert AuditRow.objects.filter(deed="attestation_expired").count() == 1
    assert the_attestation().state == AttestationState.EXPIRED
