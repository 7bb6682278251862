"""At the same instant, from threads with connections of their own: one wins, the other is told.
On whichever database the run is on, so on both."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from employers import work
from employers.actions import answering, deciding
from employers.actions import requests as deeds
from employers.actions.asking import matching
from employers.actions.consent import withdrawing
from employers.actions.consent.consenting import Changed
from employers.actions.refusals import MoveLost, NotOpen
from employers.layers import Reply
from employers.models import (
    Answer,
    Layer,
    RequestedClaim,
    RequestState,
    SignedConsent,
    VerificationRequest,
)
from passports.models import Disclosure
from portal.kernel.models import AuditRow
from tests.employers.rows import make_claim
from tests.factories.employers import authorize, make_request, signature_of

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*deeds):
    """What each returns or raises; all start together."""
    barrier = threading.Barrier(len(deeds))

    def thread(deed):
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return deed()
        except (MoveLost, Changed, NotOpen) as lost:
            return lost
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(thread, deeds))


def fresh(request):
    return VerificationRequest.objects.select_related("organization", "holder").get(pk=request.pk)


def lost(results):
    return [isinstance(each, MoveLost | Changed | NotOpen) for each in results]


def test_of_two_authorizations_one_wins(asked):
    included = set(asked.request.requested_claims.values_list("id", flat=True))
    signature = signature_of(asked.request)

    def sign():
        return deciding.authorize(
            request=fresh(asked.request), by=asked.holder, included=included, signature=signature
        )

    results = at_once(sign, sign, sign, sign)
    assert sorted(lost(results)) == [False, True, True, True]
    assert SignedConsent.objects.count() == 1
    assert AuditRow.objects.filter(deed="request_authorized").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_authorization_and_the_requesters_withdrawal(asked, _round):
    included = set(asked.request.requested_claims.values_list("id", flat=True))
    signature = signature_of(asked.request)
    results = at_once(
        lambda: deciding.authorize(
            request=fresh(asked.request), by=asked.holder, included=included, signature=signature
        ),
        lambda: deeds.withdraw(request=fresh(asked.request), by=asked.recruiter),
    )
    # A withdrawal just after the authorization is legal: then both were told the truth.
    state = fresh(asked.request).state
    assert state == RequestState.WITHDRAWN
    assert lost(results)[1] is False
    assert SignedConsent.objects.count() == (0 if lost(results)[0] else 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_authorization_and_a_decline(asked, _round):
    included = set(asked.request.requested_claims.values_list("id", flat=True))
    signature = signature_of(asked.request)
    results = at_once(
        lambda: deciding.authorize(
            request=fresh(asked.request), by=asked.holder, included=included, signature=signature
        ),
        lambda: deciding.decline(request=fresh(asked.request), by=asked.holder),
    )
    assert sorted(lost(results)) == [False, True]
    authorized = fresh(asked.request).state == RequestState.AUTHORIZED
    assert authorized == (not lost(results)[0])
    assert SignedConsent.objects.count() == int(authorized)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_authorization_and_another_choice_of_claims(asked, _round):
    first, other = make_claim(asked.holder), make_claim(asked.holder, title="Another")
    request = make_request(
        organization=asked.organization,
        by=asked.recruiter,
        holder=asked.holder,
        items=((first.kind, "Degree"),),
    )
    row = request.requested_claims.get()
    matching.match(request=request, by=asked.holder, chosen={row.pk: first})
    signature = signature_of(request)
    results = at_once(
        lambda: deciding.authorize(
            request=fresh(request), by=asked.holder, included={row.pk}, signature=signature
        ),
        lambda: matching.match(request=fresh(request), by=asked.holder, chosen={row.pk: other}),
    )
    assert sorted(lost(results)) == [False, True]
    row.refresh_from_db()
    for consent in SignedConsent.objects.all():
        assert consent.content["records"][0]["revision"] == str(row.claim.current_id)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_answer_and_the_withdrawal_of_the_permission(asked, _round):
    """Either it was disclosed and is said to be, or it was not and never will be."""
    first = asked.request.requested_claims.order_by("position")[0]
    authorize(request=asked.request, by=asked.holder, included={first.pk})
    RequestedClaim.objects.filter(pk=first.pk).update(answer=Answer.ASKED, layer=Layer.ATTESTER)
    reply = Reply(Answer.CONFIRMED, Layer.ATTESTER, {"evidence": []})

    def settle():
        row = RequestedClaim.objects.select_related(
            "request__organization", "request__holder", "claim__current"
        ).get(pk=first.pk)
        return answering.settle(row=row, reply=reply)

    answered, withdrawn = at_once(
        settle,
        lambda: withdrawing.withdraw_consent(request=fresh(asked.request), by=asked.holder),
    )
    first.refresh_from_db()
    disclosed = Disclosure.objects.filter(share=None).count()
    assert not isinstance(withdrawn, MoveLost), "also what was answered can be withdrawn"
    if answered:
        assert (first.answer, disclosed) == (Answer.CONFIRMED, 1)
        assert fresh(asked.request).state == RequestState.COMPLETED
    else:
        assert (first.answer, disclosed) == (Answer.DECLINED, 0)
        assert fresh(asked.request).state == RequestState.DECLINED
    assert not SignedConsent.objects.live().exists()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_first_answers_and_the_withdrawal_of_the_permission(asked, _round):
    authorize(request=asked.request, by=asked.holder)
    effect = work.answer_request(asked.request.id)
    at_once(
        effect,
        lambda: withdrawing.withdraw_consent(request=fresh(asked.request), by=asked.holder),
    )
    state = fresh(asked.request).state
    disclosed = Disclosure.objects.filter(share=None).exists()
    assert (state == RequestState.COMPLETED) == disclosed
    assert state in (RequestState.COMPLETED, RequestState.DECLINED)


def test_of_two_withdrawals_one_wins(asked):
    authorize(request=asked.request, by=asked.holder)

    def withdraw():
        return withdrawing.withdraw_consent(request=fresh(asked.request), by=asked.holder)

    assert sorted(lost(at_once(withdraw, withdraw, withdraw))) == [False, True, True]
    assert AuditRow.objects.filter(deed="consent_ended").count() == 1
