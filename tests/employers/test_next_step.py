"""What happens next, in words: each state says it to each side, and the sums are right."""

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.asking import next_step
from employers.models import RequestedClaim, RequestState, VerificationRequest
from employers.words import state_word
from passports.models import Dispute

pytestmark = pytest.mark.django_db
# The holder has the buttons to decide with there.
BESIDE_A_FORM = {RequestState.SENT, RequestState.VIEWED}


def rows(*answers):
    return [
        RequestedClaim(answer=answer, included=answer != "declined", position=place)
        for place, answer in enumerate(answers)
    ]


@pytest.mark.parametrize("state", [state for state in RequestState if state != RequestState.DRAFT])
def test_every_state_says_what_comes(asked, state):
    request = VerificationRequest(state=state, deadline=asked.request.deadline)
    some = rows("confirmed", "asked")
    assert next_step.for_requester(request, some)
    assert bool(next_step.for_holder(request, some)) == (state not in BESIDE_A_FORM)
    assert state_word(state)
    assert state_word(state, for_requester=False)


def test_the_answers_are_summed_up():
    request = VerificationRequest(state=RequestState.COMPLETED)
    said = next_step.for_requester(request, rows("confirmed", "confirmed", "differs", "declined"))
    assert said.endswith("2 confirmed, 1 different, 1 left out by the person.")


def test_how_many_still_wait_is_said_without_those_left_out():
    request = VerificationRequest(state=RequestState.AUTHORIZED)
    said = next_step.for_requester(request, rows("confirmed", "asked", "asked", "declined"))
    assert said.startswith("1 of 3 is answered.")


def test_without_any_answer_none_is_counted():
    request = VerificationRequest(state=RequestState.AUTHORIZED)
    said = next_step.for_requester(request, rows("asked"))
    assert said.startswith("We have asked somebody who knows")


@pytest.mark.parametrize("state", [RequestState.EXPIRED, RequestState.WITHDRAWN])
def test_nothing_waits_in_a_request_that_is_over(asked, state):
    pages = {
        reverse("employer_request", args=[asked.request.id]): asked.as_recruiter,
        reverse("request_for_me", args=[asked.request.id]): asked.as_holder,
    }
    found = VerificationRequest.objects.filter(pk=asked.request.pk)
    found.update(state=RequestState.SENT)
    requester = next(iter(pages))
    assert ">Waiting<" in asked.as_recruiter.get(requester).content.decode()
    found.update(state=state, kept_until=timezone.now() + timezone.timedelta(days=90))
    for address, reader in pages.items():
        page = reader.get(address).content.decode()
        assert ">Not answered<" in page
        assert ">Waiting<" not in page


def test_the_history_says_that_a_request_was_taken_back(asked):
    asked.as_recruiter.post(reverse("employer_request_withdraw", args=[asked.request.id]))
    theirs = asked.as_recruiter.get(reverse("employer_request", args=[asked.request.id]))
    mine = asked.as_holder.get(reverse("request_for_me", args=[asked.request.id]))
    assert "You took the request back" in theirs.content.decode()
    assert "They took it back" in mine.content.decode()


def test_a_dispute_is_said_beside_the_sum(asked):
    row = asked.request.requested_claims.first()
    RequestedClaim.objects.filter(request=asked.request).update(answer="confirmed")
    VerificationRequest.objects.filter(pk=asked.request.pk).update(state=RequestState.COMPLETED)
    address = reverse("employer_request", args=[asked.request.id])
    assert "wait with your decision" not in asked.as_recruiter.get(address).content.decode()
    Dispute.objects.create(claim=row.claim, holder=asked.request.holder, what_is_wrong="No.")
    assert "disputes 1 of them: wait" in asked.as_recruiter.get(address).content.decode()


def test_both_sides_read_their_own_word_on_the_page(asked):
    request = VerificationRequest.objects.filter(pk=asked.request.pk)
    request.update(state=RequestState.DECLINED)
    theirs = asked.as_recruiter.get(reverse("employer_request", args=[asked.request.id]))
    mine = asked.as_holder.get(reverse("request_for_me", args=[asked.request.id]))
    assert "<strong>Declined.</strong> The person does not want" in theirs.content.decode()
    assert "<strong>You declined.</strong> They see that" in mine.content.decode()
