"""What the lists say of each request: what is to be done, under dispute, unable, in progress."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.actions.asking import questions
from employers.actions.disputes import disputing
from employers.models import AttestationRequest, ClaimDocument
from passports.actions import disputes
from passports.models import DisputeState
from tests.employers.attesting import authorize, make_acme, name_contact
from tests.employers.guarding import ask
from tests.employers.rows import make_credential, tie
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db(transaction=True)


def theirs(scene):
    return scene.as_recruiter.get(reverse("employer_requests")).content.decode()


def mine(scene):
    return scene.as_holder.get(reverse("requests_for_me")).content.decode()


def to_do(text):
    return f"<strong>{text}</strong>"


@pytest.fixture
def half(asked):
    """One claim is confirmed, and of the other somebody is asked."""
    make_acme()
    tie(asked.claims[0], make_credential(asked.holder))
    name_contact(asked, asked.claims[1])
    authorize(asked)
    asked.row = asked.request.requested_claims.get(claim=asked.claims[0])
    return asked


@pytest.fixture
def answered(asked):
    tie(asked.claims[0], make_credential(asked.holder))
    authorize(asked)
    asked.row = asked.request.requested_claims.get(claim=asked.claims[0])
    return asked


def test_the_holder_has_to_decide(asked):
    assert "<strong>Decide by" in mine(asked)
    assert "Asked" in theirs(asked)


def test_a_question_waits_for_the_requester(asked):
    questions.ask_back(request=asked.request, by=asked.holder, text="Which job?")
    assert to_do("A question waits") in theirs(asked)


def test_the_minor_waits(minor):
    ask(minor)
    assert "Waiting for your parent or guardian" in mine(minor)
    assert "Decide by" not in mine(minor)


def test_in_progress(half):
    for page in (mine(half), theirs(half)):
        assert "Answered in part, the rest is on its way" in page


def test_documents_are_the_holders_to_give(half):
    assert "give a document" not in mine(half)
    AttestationRequest.objects.update(documents_asked_at=timezone.now())
    assert to_do("Nobody has answered: give a document, or name somebody else") in mine(half)
    assert "give a document" not in theirs(half)
    row = half.request.requested_claims.get(claim=half.claims[1])
    ClaimDocument.objects.create(
        holder=half.holder, row=row, filename="a.pdf", size_bytes=1, content=b"x", digest="x"
    )
    assert "give a document" not in mine(half)


def test_unable_in_part_and_altogether(answered):
    for page in (mine(answered), theirs(answered)):
        assert "Answered, and part could not be checked" in page
    answered.request.requested_claims.update(answer="could_not_be_checked")
    for page in (mine(answered), theirs(answered)):
        assert "Could not be checked" in page
        assert "part could not" not in page


def test_under_dispute_and_no_longer(answered):
    dispute = disputing.dispute_answer(row=answered.row, what_is_wrong="No", by=answered.holder)
    for page in (mine(answered), theirs(answered)):
        assert "Under dispute" in page
    disputes.close(dispute=dispute, to=DisputeState.STANDS, by=None)
    for page in (mine(answered), theirs(answered)):
        assert "Under dispute" not in page


def test_what_was_left_out_is_not_unable(answered):
    other = answered.request.requested_claims.exclude(pk=answered.row.pk)
    other.update(included=False, answer="declined")
    for page in (mine(answered), theirs(answered)):
        assert "could not be checked" not in page


def test_the_lists_ask_as_often_for_many(answered):
    def queries(look):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            look(answered)
        return len(seen)

    # The first look of a session asks for more.
    mine(answered), theirs(answered)
    few = [queries(look) for look in (mine, theirs)]
    for number in range(8):
        made = make_request(
            organization=answered.organization,
            email=f"p{number}@people.example",
            deadline=timezone.now() + dt.timedelta(days=5),
        )
        made.holder = answered.holder
        made.save()
    assert [queries(look) for look in (mine, theirs)] == few
