"""The same deed from several sides at once: one wins, the others are told. On SQLite transactions
come one after the other; the proof is PostgreSQL."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Notification, Role
from employers.actions import answering, reminding
from employers.actions.asking import asking, batches, invitations, questions
from employers.actions.refusals import AlreadyAsked, MoveLost
from employers.actions.requests import withdraw
from employers.models import RequestQuestion, VerificationRequest
from passports.models import Disclosure
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.rows import make_claim
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import ITEMS, make_batch, make_request

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(*calls):
    """The results of calls that start at the same moment, one call many times; what they raise is
    a result."""
    calls = calls if len(calls) > 1 else calls * AT_ONCE
    barrier = Barrier(len(calls))

    def one(call):
        try:
            barrier.wait(timeout=30)
            return call()
        except Exception as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def assert_one_won(results, told):
    assert sum(result == told for result in results) == AT_ONCE - 1, results


@pytest.fixture
def recruiter(db):
    return MembershipFactory(role=Role.RECRUITER)


def test_a_request_is_taken_over_once(recruiter):
    nadia = UserFactory(email="nadia@people.example")
    asked = make_request(organization=recruiter.organization)

    def take():
        return invitations.take(request=VerificationRequest.objects.get(pk=asked.pk), by=nadia)

    assert_one_won(together(take), MoveLost)
    assert AuditRow.objects.filter(deed="request_taken_over").count() == 1


@pytest.mark.parametrize("_round", range(4))
def test_an_answer_and_a_withdrawal(recruiter, _round):
    holder = UserFactory()
    asked = make_request(
        organization=recruiter.organization, holder=holder, state="authorized", items=ITEMS[:1]
    )
    asked.requested_claims.update(claim=make_claim(holder, kind="education"))

    def current():
        return VerificationRequest.objects.select_related("organization", "holder").get(pk=asked.pk)

    requests = [current(), current()]
    together(
        lambda: answering.begin(request=requests[0]),
        lambda: withdraw(request=requests[1], by=recruiter.user),
    )
    asked.refresh_from_db()
    assert asked.state in ("completed", "withdrawn")
    answered = not asked.requested_claims.filter(answer="pending").exists()
    assert Disclosure.objects.exists() is answered is (asked.state == "completed")


def test_a_form_sent_twice_asks_once(recruiter):
    terms = asking.Terms(purpose="Hiring", deadline=timezone.now() + dt.timedelta(days=7))

    def ask():
        return asking.ask(
            organization=recruiter.organization,
            by=recruiter.user,
            email="nadia@people.example",
            name="Nadia",
            items=ITEMS,
            terms=terms,
        )

    assert_one_won(together(ask), AlreadyAsked)
    assert VerificationRequest.objects.count() == 1
    assert WorkRow.objects.filter(kind=invitations.MAIL_WORK).count() == 1


def test_one_question_waits(recruiter):
    holder = UserFactory()
    asked = make_request(organization=recruiter.organization, holder=holder)

    def ask_back():
        request = VerificationRequest.objects.select_related("organization").get(pk=asked.pk)
        return questions.ask_back(request=request, by=holder, text="Why?")

    assert_one_won(together(ask_back), questions.WaitForReply)
    assert RequestQuestion.objects.count() == 1


def test_several_beats_remind_once(recruiter):
    holder = UserFactory()
    make_request(organization=recruiter.organization, holder=holder, remind_at=timezone.now())
    assert sum(together(reminding.remind_due)) == 1
    assert Notification.objects.filter(user=holder, kind="request_reminder").count() == 1


def test_a_list_is_confirmed_once(recruiter):
    batch = make_batch(organization=recruiter.organization, by=recruiter.user)

    def confirm():
        return batches.confirm(batch=type(batch).objects.get(pk=batch.pk), by=recruiter.user)

    assert_one_won(together(confirm), MoveLost)
    assert WorkRow.objects.filter(kind=batches.SEND_WORK).count() == 1
