"""The end of a permission that a minor gave alone, and somebody else at the same instant; and the
end of a suspension while those who are asked answer."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actions import vetting
from accounts.models import AgeBand, Vetting
from employers.actions import answering
from employers.actions import requests as deeds
from employers.actions.attesters import answering as attesting_answers
from employers.actions.attesters import time_passing
from employers.actions.attesters.answering import OneAnswer
from employers.actions.consent import signed_alone, withdrawing
from employers.layers import Reply
from employers.models import (
    Answer,
    AttestationState,
    AttestedClaim,
    Layer,
    RequestedClaim,
    RequestState,
    Said,
    SignedConsent,
)
from passports.models import Disclosure
from portal.kernel.models import AuditRow
from tests.employers.attesting import (
    authorize,
    make_acme,
    name_contact,
    the_attestation,
)
from tests.employers.test_consent_races import at_once, fresh, lost
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture
def waiting(asked):
    make_acme()
    asked.request.requested_claims.exclude(claim=asked.claims[0]).delete()
    name_contact(asked, asked.claims[0])
    authorize(asked)
    assert asked.request.state == RequestState.AUTHORIZED
    return asked


@pytest.fixture
def alone(waiting):
    waiting.holder.age_band = AgeBand.MINOR
    waiting.holder.save()
    return waiting


def count(deed):
    return AuditRow.objects.filter(deed=deed).count()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_several_beats_end_it_once(alone, _round):
    assert sorted(at_once(*[signed_alone.end_all] * 4)) == [0, 0, 0, 1]
    assert count("request_open_again") == count("consent_ended") == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_while_the_holder_withdraws(alone, _round):
    ended, withdrawn = at_once(
        signed_alone.end_all,
        lambda: withdrawing.withdraw_consent(request=fresh(alone.request), by=alone.holder),
    )
    assert ended == int(lost([withdrawn])[0])
    state = fresh(alone.request).state
    assert state == (RequestState.VIEWED if ended else RequestState.DECLINED)
    assert not SignedConsent.objects.live().exists()
    assert count("consent_ended") == 1
    assert the_attestation().state == AttestationState.STOPPED


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_while_the_recruiter_withdraws(alone, _round):
    _ended, withdrawn = at_once(
        signed_alone.end_all,
        lambda: deeds.withdraw(request=fresh(alone.request), by=alone.recruiter),
    )
    assert not lost([withdrawn])[0], "also an open request can be withdrawn"
    assert fresh(alone.request).state == RequestState.WITHDRAWN
    assert the_attestation().state == AttestationState.STOPPED


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_while_an_answer_arrives(alone, _round):
    """Nothing is disclosed about a minor without a guardian, whoever is first."""
    row = RequestedClaim.objects.select_related(
        "request__organization", "request__holder", "claim__current"
    ).get(request=alone.request)
    reply = Reply(Answer.CONFIRMED, Layer.ATTESTER, {"evidence": []})
    settled, ended = at_once(lambda: answering.settle(row=row, reply=reply), signed_alone.end_all)
    assert (settled, ended) == (False, 1)
    assert not Disclosure.objects.filter(share=None).exists()
    row.refresh_from_db()
    assert row.answer == Answer.PENDING


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_suspension_ends_while_somebody_answers(waiting, _round):
    """The answer is taken, or the question has more time: never neither."""
    administrator = StaffFactory()
    row, until = the_attestation(), the_attestation().expires_at
    waiting.organization.refresh_from_db()
    vetting.decide(
        organization=waiting.organization, to=Vetting.SUSPENDED, reason="R", by=administrator
    )
    began = waiting.organization.vetting_decisions.first()
    long_ago = timezone.now() - dt.timedelta(days=3)
    type(began).objects.filter(pk=began.pk).update(created_at=long_ago)

    def reinstate():
        vetting.decide(
            organization=waiting.organization, to=Vetting.VETTED, reason="R", by=administrator
        )

    def answer():
        attesting_answers.answer(
            attestation=row,
            answers=[OneAnswer(AttestedClaim.objects.get(), Said.CONFIRMED)],
            name="Pat",
            role="Boss",
        )

    results = at_once(answer, reinstate, time_passing.expire_overdue)
    assert results[:2] == [None, None]
    assert results[2] == 0
    now = the_attestation()
    assert now.state == AttestationState.ANSWERED
    moved = now.expires_at - until
    assert moved == dt.timedelta(0) or abs(moved - dt.timedelta(days=3)) < dt.timedelta(minutes=1)
