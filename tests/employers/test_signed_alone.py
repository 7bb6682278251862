"""Somebody had signed alone who turns out to be under 18: both sides are told, a guardian is asked,
and nothing is answered in between."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import correct_age
from accounts.models import AgeBand, Notification
from employers.actions.consent import guardians, signed_alone
from employers.models import (
    Answer,
    AttestationState,
    GuardianState,
    RequestedClaim,
    RequestState,
    SignedConsent,
)
from employers.tasks import close_requests
from passports.models import Disclosure
from portal.kernel.models import AuditRow
from tests.employers.attesting import (
    authorize,
    make_acme,
    name_contact,
    the_attestation,
    work_off,
)
from tests.employers.guarding import ask, the_guardian
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(asked):
    """Authorized by an adult: of one claim somebody is asked, the other could not be checked."""
    make_acme()
    for claim in asked.claims:
        name_contact(asked, claim)
    authorize(asked)
    assert asked.request.state == RequestState.AUTHORIZED
    return asked


def corrected(scene, band=AgeBand.MINOR):
    correct_age(user=scene.holder, band=band, by=StaffFactory())
    close_requests()
    scene.request.refresh_from_db()
    scene.rows = list(scene.request.requested_claims.order_by("position"))


def told(user):
    return list(
        Notification.objects.filter(user=user).order_by("created_at").values_list("kind", flat=True)
    )


class TestNothingWasSaid:
    def test_it_is_open_again_and_both_are_told(self, waiting):
        corrected(waiting)
        assert waiting.request.state == RequestState.VIEWED
        assert told(waiting.holder)[-1] == "age_sign_anew"
        assert told(waiting.recruiter)[-1] == "permission_anew"
        assert {row.answer for row in waiting.rows} == {Answer.PENDING}
        assert SignedConsent.objects.get().ended_by == "age"
        assert the_attestation().state == AttestationState.STOPPED, "nobody is asked any more"
        assert waiting.request.remind_at is not None
        page = waiting.as_holder.get(reverse("request_for_me", args=[waiting.request.pk]))
        assert "A parent or guardian has to agree as well" in page.content.decode()
        assert not Disclosure.objects.filter(share=None).exists()

    def test_once_however_many_beats_run(self, waiting):
        corrected(waiting)
        assert signed_alone.end_all() == 0
        assert AuditRow.objects.filter(deed="request_open_again").count() == 1

    def test_a_guardian_agrees_and_it_goes_on(self, waiting):
        corrected(waiting)
        ask(waiting, rows=waiting.rows)
        guardians.agree(guardian=the_guardian(), name="Sam Parent")
        waiting.request.refresh_from_db()
        assert waiting.request.state == RequestState.AUTHORIZED
        assert signed_alone.end_all() == 0, "a guardian agreed to this one"
        work_off()
        open_now = [AttestationState.SENT, AttestationState.WAITING]
        assert waiting.request.attestations.filter(state__in=open_now).count() == 1
        assert the_guardian().state == GuardianState.AGREED

    def test_what_was_left_out_can_be_chosen_now(self, waiting):
        RequestedClaim.objects.filter(pk=waiting.request.requested_claims.first().pk).update(
            included=False, answer=Answer.DECLINED
        )
        corrected(waiting)
        assert all(row.included for row in waiting.rows)

    def test_too_late_for_a_new_signature_it_ends(self, waiting):
        with time_machine.travel(timezone.now() + dt.timedelta(days=8), tick=True):
            corrected(waiting)
        assert waiting.request.state == RequestState.DECLINED
        assert told(waiting.holder)[-1] == "age_permission_ended"
        assert told(waiting.recruiter)[-1] == "consent_ended"


class TestSomethingWasSaid:
    def test_it_stays_and_the_rest_ends(self, asked):
        make_acme()
        tie(asked.claims[0], make_credential(asked.holder))
        name_contact(asked, asked.claims[1])
        authorize(asked)
        assert asked.request.state == RequestState.AUTHORIZED
        corrected(asked)
        assert asked.request.state == RequestState.COMPLETED
        assert [row.answer for row in asked.rows] == [Answer.CONFIRMED, Answer.DECLINED]
        assert "age_permission_ended" in told(asked.holder)
        assert "consent_ended" in told(asked.recruiter)


class TestNothingToEnd:
    def test_of_an_adult(self, waiting):
        assert signed_alone.end_all() == 0
        assert waiting.request.state == RequestState.AUTHORIZED

    def test_where_nothing_was_signed_yet(self, asked):
        corrected(asked)
        assert asked.request.state == RequestState.SENT
        assert "age_sign_anew" not in told(asked.holder)

    def test_of_what_was_answered_completely(self, asked):
        tie(asked.claims[0], make_credential(asked.holder))
        authorize(asked)
        assert asked.request.state == RequestState.COMPLETED
        corrected(asked)
        assert asked.request.state == RequestState.COMPLETED
        assert SignedConsent.objects.live().exists()
