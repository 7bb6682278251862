"""What became of an attestation where it was issued corrects what was answered here, and what
became of a credential here takes back what another portal was told of it."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from employers.actions.portals import checked
from employers.models import (
    Answer,
    Correction,
    Layer,
    PassedOn,
    PortalInquiry,
    RequestState,
)
from passports.actions import disputes
from passports.models import Credential, DisputeState, IssuedState, VerdictChoice
from tests.employers.attesting import authorize
from tests.employers.portals.test_answering import answers, ask, hold
from tests.employers.rows import tie
from tests.factories.claims import check, give_report, make_claim
from tests.factories.passports import GOOD_CHECKS

pytestmark = pytest.mark.django_db(transaction=True)


def status(code):
    """The checks of a credential of which its status list says this."""
    return [
        check("status", "failed", code) if each["name"] == "status" else each
        for each in GOOD_CHECKS
    ]


def becomes(credential, verdict, checks=GOOD_CHECKS):
    give_report(credential, verdict, checks)
    checked.again(Credential.objects.get(pk=credential.pk))


class TestWhereItWasAnswered:
    @pytest.fixture
    def answered(self, world):
        world.request.requested_claims.exclude(claim=world.claims[0]).delete()
        authorize(world)
        world.credential = Credential.objects.get()
        world.row = world.request.requested_claims.get()
        assert (world.row.answer, world.row.layer) == (Answer.CONFIRMED, Layer.PORTAL)
        assert world.request.state == RequestState.COMPLETED
        world.good = world.credential.latest_report.checks
        return world

    @pytest.mark.parametrize(
        ("code", "reason", "words"),
        [
            ("revoked", "portal_took_back", "has taken its answer back"),
            ("suspended", "portal_suspended", "while it is being looked into"),
        ],
    )
    def test_taken_back(self, answered, code, reason, words):
        becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status(code))
        row = answered.row
        row.refresh_from_db()
        assert (row.answer, row.basis["reason"]) == (Answer.COULD_NOT_BE_CHECKED, reason)
        correction = Correction.objects.get()
        assert (correction.was, correction.became) == ("confirmed", "could_not_be_checked")
        page = answered.as_recruiter.get(reverse("employer_request", args=[answered.request.pk]))
        assert words in page.content.decode()
        assert Notification.objects.filter(
            user=answered.recruiter, kind="answer_corrected"
        ).exists()

    def test_in_force_again(self, answered):
        becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status("suspended"))
        becomes(answered.credential, VerdictChoice.VERIFIED, answered.good)
        answered.row.refresh_from_db()
        assert answered.row.answer == Answer.CONFIRMED
        assert list(Correction.objects.order_by("created_at").values_list("became", flat=True)) == [
            "could_not_be_checked",
            "confirmed",
        ]

    def test_suspended_and_then_taken_back_is_told_twice(self, answered):
        """The answer is the same, and yet that it will not come back is news to both."""
        kinds = Notification.objects.exclude(kind="credential_verdict_changed")
        becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status("suspended"))
        assert not kinds.filter(kind="answer_taken_back").exists()
        for _time in range(2):
            becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status("revoked"))
        answered.row.refresh_from_db()
        assert answered.row.basis["reason"] == "portal_took_back"
        assert kinds.filter(user=answered.recruiter, kind="answer_taken_back").count() == 1
        mine = kinds.get(user=answered.holder, kind="portal_took_back")
        assert mine.params["portal"] == answered.credential.portal_inquiries.get().peer.name

    def test_once_for_the_same_news(self, answered):
        for _time in range(3):
            becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status("revoked"))
        assert Correction.objects.count() == 1

    @pytest.mark.parametrize(
        ("verdict", "checks"),
        [
            ("inconclusive", [check("status", "could_not_check", "status_list_unreachable")]),
            ("not_verified", [check("validity", "failed", "expired")]),
        ],
    )
    def test_neither_silence_nor_time_takes_it_back(self, answered, verdict, checks):
        becomes(answered.credential, verdict, checks)
        answered.row.refresh_from_db()
        assert answered.row.answer == Answer.CONFIRMED
        assert not Correction.objects.exists()

    def test_what_rests_on_another_credential_stays(self, answered):
        PortalInquiry.objects.update(credential=None)
        becomes(answered.credential, VerdictChoice.NOT_VERIFIED, status("revoked"))
        assert not Correction.objects.exists()


class TestWhereItWasTold:
    @pytest.fixture
    def told(self, there):
        there.credential = hold(there.holder)
        (said,) = answers(ask(there))
        assert said["answer"] == "confirmed"
        return there

    def state(self):
        return PassedOn.objects.get().issued.state

    @pytest.mark.parametrize(
        ("verdict", "checks", "expected"),
        [
            ("not_verified", status("revoked"), IssuedState.REVOKED),
            ("not_verified", status("suspended"), IssuedState.SUSPENDED),
            ("not_verified", [check("proof", "failed", "bad_signature")], IssuedState.REVOKED),
            ("not_verified", [check("validity", "failed", "expired")], IssuedState.VALID),
            ("inconclusive", [check("status", "could_not_check", "x")], IssuedState.VALID),
            ("verified", GOOD_CHECKS, IssuedState.VALID),
            # Its issuer is recognized no longer.
            ("verified", GOOD_CHECKS[:-1], IssuedState.SUSPENDED),
        ],
    )
    def test_it_goes_with_the_credential(self, told, verdict, checks, expected):
        becomes(told.credential, verdict, checks)
        assert self.state() == expected

    def test_in_force_again_and_silence_gives_nothing_back(self, told):
        becomes(told.credential, "not_verified", status("suspended"))
        becomes(told.credential, "inconclusive", [check("status", "could_not_check", "x")])
        assert self.state() == IssuedState.SUSPENDED
        becomes(told.credential, "verified")
        assert self.state() == IssuedState.VALID

    def test_a_revocation_is_final(self, told):
        becomes(told.credential, "not_verified", status("revoked"))
        becomes(told.credential, "verified")
        assert self.state() == IssuedState.REVOKED

    @pytest.mark.parametrize(
        ("to", "expected"),
        [
            (DisputeState.STANDS, IssuedState.VALID),
            (DisputeState.CORRECTED, IssuedState.REVOKED),
            (DisputeState.UNRESOLVED, IssuedState.REVOKED),
        ],
    )
    def test_while_it_is_disputed_it_is_suspended(self, told, to, expected):
        claim = make_claim(told.holder)
        tie(claim, told.credential)
        dispute = disputes.open_dispute(
            claim=claim, credential=told.credential, what_is_wrong="Not I", by=told.holder
        )
        assert self.state() == IssuedState.SUSPENDED
        disputes.close(dispute=dispute, to=to, by=None)
        assert self.state() == expected

    def test_replaced_by_one_that_says_something_else(self, told):
        later = hold(told.holder, title="Certificate in Nursing")
        Credential.objects.filter(pk=told.credential.pk).update(superseded_by=later)
        checked.again(later)
        assert self.state() == IssuedState.REVOKED

    def test_replaced_by_one_that_says_the_same(self, told):
        later = hold(told.holder)
        Credential.objects.filter(pk=told.credential.pk).update(superseded_by=later)
        checked.again(later)
        assert self.state() == IssuedState.VALID

    def test_removed_by_its_holder_nothing_is_taken_back(self, told):
        PassedOn.objects.update(credential=None)
        becomes(told.credential, "not_verified", status("revoked"))
        assert self.state() == IssuedState.VALID
