"""A guardian and somebody else at the same instant: one wins, and the other is told. Each thread
holds the row as it was read before, as a browser does."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actions import vetting
from accounts.models import Vetting
from employers.actions import answering, deciding
from employers.actions import requests as deeds
from employers.actions.consent import guardian_time, guardians, withdrawing
from employers.layers import Reply
from employers.models import (
    Answer,
    GuardianConsent,
    GuardianState,
    Layer,
    RequestedClaim,
    RequestState,
    SignedConsent,
)
from passports.models import Disclosure
from portal.kernel.models import AuditRow
from tests.employers.attesting import work_off
from tests.employers.guarding import ask, the_guardian
from tests.employers.test_consent_races import at_once, fresh, lost
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture
def waiting(minor):
    ask(minor, rows=minor.rows)
    return minor


def agree(row=None):
    row = row or the_guardian()
    return lambda: guardians.agree(guardian=row, name="Sam Parent")


def refuse():
    row = the_guardian()
    return lambda: guardians.refuse(guardian=row, name="Sam Parent")


def withdraw():
    row = the_guardian()
    return lambda: guardians.withdraw(guardian=row)


def deed_count(deed):
    return AuditRow.objects.filter(deed=deed).count()


def consistent(scene):
    """Authorized exactly by an agreement that is in force; nothing else was disclosed."""
    request = fresh(scene.request)
    in_force = SignedConsent.objects.live().in_force().filter(request=request)
    if request.state == RequestState.AUTHORIZED:
        assert in_force.get().guardian.state == GuardianState.AGREED
    elif request.state != RequestState.WITHDRAWN:
        assert not in_force.exists()
    assert not Disclosure.objects.filter(share=None).exists()
    assert deed_count("request_authorized") == deed_count("guardian_agreed")
    return request.state


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_while_the_minor_withdraws(waiting, _round):
    agreed, withdrawn = lost(
        at_once(
            agree(),
            lambda: withdrawing.withdraw_consent(request=fresh(waiting.request), by=waiting.holder),
        )
    )
    assert not withdrawn, "what was just agreed to can be withdrawn as well"
    assert consistent(waiting) == (RequestState.SENT if agreed else RequestState.DECLINED)
    assert not SignedConsent.objects.live().exists()
    work_off()
    consistent(waiting)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_while_the_minor_declines(waiting, _round):
    agreed, declined = lost(
        at_once(
            agree(),
            lambda: deciding.decline(request=fresh(waiting.request), by=waiting.holder),
        )
    )
    assert agreed != declined
    state = consistent(waiting)
    assert state == (RequestState.DECLINED if agreed else RequestState.AUTHORIZED)


@pytest.mark.parametrize("answer", [agree, refuse])
@pytest.mark.parametrize("_round", range(ROUNDS))
def test_answers_while_the_minor_signs_anew(waiting, answer, _round):
    """Whoever was asked first decides nothing of what was signed for somebody else."""
    answered, signed = lost(
        at_once(answer(), lambda: ask(waiting, email="other@gmail.com", rows=waiting.rows[:1]))
    )
    assert answered != signed
    state = consistent(waiting)
    if answered:
        assert state == RequestState.SENT
        live = SignedConsent.objects.live().get()
        assert (live.guardian.email, live.guardian.state) == ("other@gmail.com", "asked")
    else:
        assert state in (RequestState.AUTHORIZED, RequestState.DECLINED)
        assert GuardianConsent.objects.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_and_refuses_from_two_browsers(waiting, _round):
    results = lost(at_once(agree(), refuse(), agree(), refuse()))
    assert sorted(results) == [False, True, True, True]
    state = consistent(waiting)
    agreed = not (results[0] and results[2])
    assert state == (RequestState.AUTHORIZED if agreed else RequestState.DECLINED)
    assert the_guardian().state == ("agreed" if agreed else "refused")
    assert deed_count("guardian_agreed") + deed_count("guardian_refused") == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_while_the_recruiter_withdraws(waiting, _round):
    agreed, withdrawn = lost(
        at_once(
            agree(),
            lambda: deeds.withdraw(request=fresh(waiting.request), by=waiting.recruiter),
        )
    )
    assert not withdrawn, "also an authorized request can be withdrawn"
    assert consistent(waiting) == RequestState.WITHDRAWN
    assert the_guardian().state == (GuardianState.ASKED if agreed else GuardianState.AGREED)
    work_off()
    consistent(waiting)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_while_the_organization_is_suspended(waiting, _round):
    administrator = StaffFactory()

    def suspend():
        vetting.decide(
            organization=waiting.organization, to=Vetting.SUSPENDED, reason="R", by=administrator
        )

    agreed, suspended = lost(at_once(agree(), suspend))
    assert not suspended
    state = consistent(waiting)
    assert state == (RequestState.SENT if agreed else RequestState.AUTHORIZED)
    work_off()
    assert consistent(waiting) == state, "nothing is answered to who is suspended"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_refuses_while_the_organization_is_suspended(waiting, _round):
    administrator = StaffFactory()

    def suspend():
        vetting.decide(
            organization=waiting.organization, to=Vetting.SUSPENDED, reason="R", by=administrator
        )

    refused, suspended = lost(at_once(refuse(), suspend))
    assert not suspended
    assert consistent(waiting) == (RequestState.SENT if refused else RequestState.DECLINED)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_agrees_in_the_last_moment(waiting, _round):
    row = the_guardian()
    GuardianConsent.objects.update(expires_at=timezone.now() + dt.timedelta(milliseconds=40))
    (agreed, _expired) = at_once(agree(row), lambda: guardian_time.expire_overdue())
    guardian_time.expire_overdue()
    state = consistent(waiting)
    if isinstance(agreed, Exception):
        assert state == RequestState.SENT
    else:
        assert (state, the_guardian().state) == (RequestState.AUTHORIZED, GuardianState.AGREED)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_time_is_over_while_the_minor_signs_anew(waiting, _round):
    """What ends is the signature that nobody answered, never the new one."""
    first = the_guardian()
    GuardianConsent.objects.update(expires_at=timezone.now())
    at_once(
        guardian_time.expire_overdue,
        lambda: ask(waiting, email="other@gmail.com"),
        guardian_time.expire_overdue,
    )
    first.refresh_from_db()
    assert first.state == GuardianState.EXPIRED
    assert deed_count("guardian_expired") == 1
    assert SignedConsent.objects.live().get().guardian.email == "other@gmail.com"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_guardian_and_minor_withdraw(waiting, _round):
    agree()()
    results = lost(
        at_once(
            withdraw(),
            lambda: withdrawing.withdraw_consent(request=fresh(waiting.request), by=waiting.holder),
            withdraw(),
        )
    )
    assert sorted(results) == [False, True, True]
    assert consistent(waiting) == RequestState.DECLINED
    assert deed_count("consent_ended") == 1
    by_guardian = the_guardian().state == GuardianState.WITHDRAWN
    assert SignedConsent.objects.get().ended_by == ("guardian" if by_guardian else "holder")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_withdraws_while_an_answer_arrives(waiting, _round):
    """Either it was disclosed and is said to be, or it was not and never will be."""
    agree()()
    row, *others = waiting.rows
    RequestedClaim.objects.filter(pk__in=[other.pk for other in others]).update(
        included=False, answer=Answer.DECLINED
    )
    RequestedClaim.objects.filter(pk=row.pk).update(answer=Answer.ASKED, layer=Layer.ATTESTER)
    reply = Reply(Answer.CONFIRMED, Layer.ATTESTER, {"evidence": []})
    read = RequestedClaim.objects.select_related(
        "request__organization", "request__holder", "claim__current"
    ).get(pk=row.pk)
    answered, withdrawn = at_once(lambda: answering.settle(row=read, reply=reply), withdraw())
    assert withdrawn is None, "also what was answered can be withdrawn"
    disclosed = Disclosure.objects.filter(share=None).count()
    state = fresh(waiting.request).state
    assert (state, disclosed) == (
        (RequestState.COMPLETED, 1) if answered else (RequestState.DECLINED, 0)
    )
    assert not SignedConsent.objects.live().exists()
