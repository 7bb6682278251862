"""A disputed answer of an attester: they are asked once more, and what they say settles it."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from employers.actions.attesters import answering as attesting_answers
from employers.actions.attesters import attesting
from employers.actions.consent import withdrawing
from employers.actions.disputes import disputing
from employers.models import Answer, AttestationRequest, AttestationState, Correction, SignedAnswer
from passports.actions import disputes
from passports.models import Dispute, DisputeState, IssuedState
from tests.employers.attesting import (
    answers,
    attestations_issued,
    authorize,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def disputed(asked):
    """Pat at Acme has confirmed the first claim, and its holder says that this is wrong."""
    asked.acme = make_acme()
    name_contact(asked)
    authorize(asked)
    first = the_attestation()
    opened_by(first).post(link_of(first), answers("confirmed"))
    work_off()
    asked.row = asked.request.requested_claims.first()
    assert asked.row.answer == Answer.CONFIRMED
    mail.outbox.clear()
    asked.dispute = disputing.dispute_answer(
        row=asked.row, what_is_wrong="I was a cleaner", by=asked.holder
    )
    work_off()
    asked.again = AttestationRequest.objects.exclude(pk=first.pk).get()
    return asked


def say(disputed, *said, **more):
    opened_by(disputed.again).post(link_of(disputed.again), answers(*said, **more))
    work_off()
    disputed.row.refresh_from_db()
    disputed.dispute.refresh_from_db()


def test_the_same_address_is_asked_once_more(disputed):
    assert disputed.again.email == "pat@acme.example"
    assert [
        each.to for each in mail.outbox if "Acme" in each.body or each.to == ["pat@acme.example"]
    ]
    assert disputed.again.claims.get().dispute == disputed.dispute
    assert "I was a cleaner" not in " ".join(each.body for each in mail.outbox)


def test_who_is_asked_again_reads_why_but_not_what_was_objected(disputed):
    [letter] = [each.body for each in mail.outbox if each.to == ["pat@acme.example"]]
    assert "answered before, and" in letter
    page = opened_by(disputed.again).get(link_of(disputed.again)).content.decode()
    assert "Asked once more." in page
    assert "cleaner" not in page + letter


def test_both_sides_read_in_the_history_what_was_disputed_and_corrected(disputed):
    theirs = reverse("employer_request", args=[disputed.request.id])
    mine = reverse("request_for_me", args=[disputed.request.id])
    assert "The person disputed an answer" in disputed.as_recruiter.get(theirs).content.decode()
    assert "You disputed an answer" in disputed.as_holder.get(mine).content.decode()
    assert "An answer was corrected" not in disputed.as_holder.get(mine).content.decode()
    say(disputed, "differs", title_0="Cleaner", organization_name_0="Acme")
    assert disputed.dispute.state == DisputeState.CORRECTED
    assert "An answer was corrected" in disputed.as_recruiter.get(theirs).content.decode()


def test_what_differs_now_is_corrected_and_everybody_learns_it(disputed):
    say(disputed, "differs", title_0="Cleaner", organization_name_0="Acme")
    assert disputed.row.answer == Answer.DIFFERS
    assert disputed.dispute.state == DisputeState.CORRECTED
    correction = Correction.objects.get()
    assert (correction.was, correction.became) == ("confirmed", "differs")
    kinds = set(Notification.objects.filter(user=disputed.recruiter).values_list("kind", flat=True))
    assert {"answer_disputed", "answer_corrected"} <= kinds
    states = [each.state for each in attestations_issued()]
    assert states == [IssuedState.REVOKED, IssuedState.VALID]


def test_a_correction_revokes_nothing_but_what_it_corrects(asked):
    """Neither what the same person said of another claim, nor what was said of other people."""
    make_acme()
    for claim in asked.claims[:2]:
        name_contact(asked, claim)
    authorize(asked)
    first = the_attestation()
    opened_by(first).post(link_of(first), answers("confirmed", "confirmed"))
    work_off()
    asked.row = asked.request.requested_claims.first()
    asked.dispute = disputing.dispute_answer(
        row=asked.row, what_is_wrong="I was a cleaner", by=asked.holder
    )
    work_off()
    asked.again = AttestationRequest.objects.exclude(pk=first.pk).get()
    say(asked, "differs", title_0="Cleaner", organization_name_0="Acme")
    assert asked.dispute.state == DisputeState.CORRECTED
    rows = first.claims.order_by("row__position")
    assert [each.issued.state for each in rows] == [IssuedState.REVOKED, IssuedState.VALID]


def test_what_is_confirmed_again_stands(disputed):
    say(disputed, "confirmed")
    assert disputed.row.answer == Answer.CONFIRMED
    assert disputed.dispute.state == DisputeState.STANDS
    assert not Correction.objects.exists()
    assert all(each.state == IssuedState.VALID for each in attestations_issued())


def test_who_cannot_say_leaves_it_to_the_clock(disputed):
    say(disputed, "cannot_say")
    assert disputed.dispute.state == DisputeState.OPEN
    assert disputed.row.answer == Answer.CONFIRMED
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        disputes.close_overdue()
    disputed.row.refresh_from_db()
    assert disputed.row.answer == Answer.COULD_NOT_BE_CHECKED


def test_a_withdrawn_dispute_asks_nobody(disputed):
    disputes.withdraw(dispute=disputed.dispute, by=disputed.holder)
    disputed.again.refresh_from_db()
    assert disputed.again.state == AttestationState.STOPPED
    assert Client().get(link_of(disputed.again)).status_code == 410


def test_a_colleague_who_is_asked_instead_settles_it_too(disputed):
    first, *_others = attesting_answers.hand_over(
        attestation=disputed.again, email="kim@acme.example", name="Kim", role="Payroll"
    )
    disputed.again = first
    say(disputed, "differs", title_0="Cleaner", organization_name_0="Acme")
    assert disputed.row.answer == Answer.DIFFERS
    assert disputed.dispute.state == DisputeState.CORRECTED


def test_nobody_is_asked_again_without_end(disputed):
    """Who disputes, withdraws and disputes again does not fill somebody's mailbox."""
    for _time in range(attesting.MOST_ASKED + 2):
        disputes.withdraw(dispute=disputed.dispute, by=disputed.holder)
        disputed.dispute = disputing.dispute_answer(
            row=disputed.row, what_is_wrong="It is wrong", by=disputed.holder
        )
    assert disputed.row.attested_claims.count() == attesting.MOST_ASKED


def test_an_answer_after_the_term_changes_nothing(disputed):
    browser = opened_by(disputed.again)
    Dispute.objects.update(due_at=timezone.now())
    disputes.close_overdue()
    browser.post(
        link_of(disputed.again),
        answers("differs", title_0="Cleaner", organization_name_0="Acme"),
    )
    work_off()
    disputed.row.refresh_from_db()
    assert disputed.row.answer == Answer.COULD_NOT_BE_CHECKED
    assert Correction.objects.count() == 1


def test_after_the_permission_is_withdrawn_nobody_is_asked_again(asked):
    """The correction of what was disclosed still reaches whoever received it."""
    asked.acme = make_acme()
    name_contact(asked)
    authorize(asked)
    first = the_attestation()
    opened_by(first).post(link_of(first), answers("confirmed"))
    work_off()
    withdrawing.withdraw_consent(request=asked.request, by=asked.holder)
    mail.outbox.clear()
    row = asked.request.requested_claims.first()
    dispute = disputing.dispute_answer(row=row, what_is_wrong="Not so", by=asked.holder)
    work_off()
    assert the_attestation() == first
    assert not [each for each in mail.outbox if "pat@acme.example" in each.to]
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        disputes.close_overdue()
        work_off()
    row.refresh_from_db()
    dispute.refresh_from_db()
    assert row.answer == Answer.COULD_NOT_BE_CHECKED
    assert Correction.objects.get().dispute == dispute
    told = Notification.objects.filter(user=asked.recruiter, kind="answer_corrected")
    assert told.count() == 1
    signed = SignedAnswer.objects.get(superseded_at=None)
    assert '"could_not_be_checked"' in signed.content


def test_whoever_is_being_asked_again_is_stopped_by_a_withdrawal(disputed):
    browser = opened_by(disputed.again)
    withdrawing.withdraw_consent(request=disputed.request, by=disputed.holder)
    disputed.again.refresh_from_db()
    assert disputed.again.state == AttestationState.STOPPED
    browser.post(
        link_of(disputed.again), answers("differs", title_0="Cleaner", organization_name_0="Acme")
    )
    work_off()
    disputed.row.refresh_from_db()
    disputed.dispute.refresh_from_db()
    assert disputed.row.answer == Answer.CONFIRMED
    assert disputed.dispute.state == DisputeState.OPEN
