"""What was told to another portal, and two news of it at the same instant. Whoever comes second
reads what is true then; a revocation is final; nothing is left in a state that nobody decided."""

import pytest
from django.db import transaction

from employers.actions.disputes import disputing
from employers.actions.portals import answering as portal_answering
from employers.actions.portals import checked
from employers.models import Answer, Correction, Layer, PassedOn, RequestedClaim
from employers.portals.message import Message
from passports.actions import disputes, issuing_status
from passports.actions.turns import take_turn
from passports.models import Credential, DisputeState, IssuedState
from portal.kernel.models import AuditRow
from tests.employers.attesting import authorize
from tests.employers.portals.test_answering import answers, ask, hold, message
from tests.employers.portals.test_following import status
from tests.employers.rows import tie
from tests.employers.test_attest_races import at_once
from tests.factories.accounts import StaffFactory
from tests.factories.claims import give_report, make_claim
from tests.factories.passports import GOOD_CHECKS

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def becomes(credential_id, verdict, checks=GOOD_CHECKS):
    """As `store_report` does it: another report and its followers in one transaction."""

    def deed():
        with transaction.atomic():
            take_turn([credential_id])
            credential = Credential.objects.get(pk=credential_id)
            give_report(credential, verdict, checks)
            checked.again(Credential.objects.get(pk=credential_id))

    return deed


def moved(to):
    deed = {
        IssuedState.REVOKED: "issued_credential_revoked",
        IssuedState.SUSPENDED: "issued_credential_suspended",
        IssuedState.VALID: "issued_credential_reinstated",
    }[to]
    return AuditRow.objects.filter(deed=deed).count()


class TestWhereItWasTold:
    @pytest.fixture
    def told(self, there):
        there.credential = hold(there.holder)
        (said,) = answers(ask(there))
        assert said["answer"] == "confirmed"
        there.claim = make_claim(there.holder)
        tie(there.claim, there.credential)
        return there

    def state(self):
        return PassedOn.objects.get().issued.state

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_the_same_news_from_many_beats_is_one_move(self, told, _round):
        raised = at_once(*[becomes(told.credential.pk, "not_verified", status("revoked"))] * 4)
        assert raised == []
        assert self.state() == IssuedState.REVOKED
        assert moved(IssuedState.REVOKED) == 1

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_revoked_and_fine_at_once(self, told, _round):
        """Whichever report is the later one: what it says holds after the next look."""
        raised = at_once(
            becomes(told.credential.pk, "not_verified", status("revoked")),
            becomes(told.credential.pk, "verified"),
        )
        assert raised == []
        last = Credential.objects.get(pk=told.credential.pk)
        checked.again(last)
        revoked = moved(IssuedState.REVOKED) == 1
        assert (self.state() == IssuedState.REVOKED) == revoked
        assert revoked or last.verdict == "verified", "a revocation that is known is passed on"

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_suspended_and_revoked_by_an_administrator(self, told, _round):
        administrator = StaffFactory()

        def revoke():
            issuing_status.set_state(
                credential=PassedOn.objects.get().issued,
                to=IssuedState.REVOKED,
                reason="asked for",
                by=administrator,
            )

        raised = at_once(becomes(told.credential.pk, "not_verified", status("suspended")), revoke)
        assert raised == []
        assert self.state() == IssuedState.REVOKED
        assert moved(IssuedState.REVOKED) == 1
        becomes(told.credential.pk, "verified")()
        assert self.state() == IssuedState.REVOKED

    @pytest.mark.parametrize("to", [DisputeState.STANDS, DisputeState.CORRECTED])
    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_a_dispute_ends_while_the_credential_is_checked_again(self, told, to, _round):
        dispute = disputes.open_dispute(
            claim=told.claim, credential=told.credential, what_is_wrong="Not I", by=told.holder
        )
        assert self.state() == IssuedState.SUSPENDED
        raised = at_once(
            lambda: disputes.close(dispute=dispute, to=to, by=None),
            becomes(told.credential.pk, "verified"),
        )
        assert raised == []
        expected = IssuedState.VALID if to == DisputeState.STANDS else IssuedState.REVOKED
        assert self.state() == expected

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_a_dispute_is_opened_while_the_credential_is_checked_again(self, told, _round):
        becomes(told.credential.pk, "not_verified", status("suspended"))()

        def dispute():
            disputes.open_dispute(
                claim=told.claim, credential=told.credential, what_is_wrong="Not I", by=told.holder
            )

        assert at_once(dispute, becomes(told.credential.pk, "verified")) == []
        assert self.state() == IssuedState.SUSPENDED, "while it is disputed nobody relies on it"

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_asked_again_while_it_is_revoked(self, told, _round):
        """Another question at the instant of the revocation: what it was answered is followed."""
        asked = Message.model_validate(message(told))
        raised = at_once(
            lambda: portal_answering.answer(peer=told.peer, message=asked),
            becomes(told.credential.pk, "not_verified", status("revoked")),
        )
        assert raised == []
        states = set(PassedOn.objects.values_list("issued__state", flat=True))
        assert states == {IssuedState.REVOKED}


class TestWhereItWasAnswered:
    @pytest.fixture
    def answered(self, world):
        world.request.requested_claims.exclude(claim=world.claims[0]).delete()
        authorize(world)
        world.credential = Credential.objects.get()
        world.row = world.request.requested_claims.get()
        assert (world.row.answer, world.row.layer) == (Answer.CONFIRMED, Layer.PORTAL)
        world.good = world.credential.latest_report.checks
        return world

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_taken_back_by_many_beats_is_one_correction(self, answered, _round):
        news = becomes(answered.credential.pk, "not_verified", status("revoked"))
        assert at_once(news, news, news) == []
        answered.row.refresh_from_db()
        assert answered.row.answer == Answer.COULD_NOT_BE_CHECKED
        assert answered.row.basis["reason"] == "portal_took_back"
        assert Correction.objects.count() == 1

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_suspended_and_revoked_at_once(self, answered, _round):
        pk = answered.credential.pk
        raised = at_once(
            becomes(pk, "not_verified", status("suspended")),
            becomes(pk, "not_verified", status("revoked")),
        )
        assert raised == []
        becomes(pk, "not_verified", status("revoked"))()
        answered.row.refresh_from_db()
        assert answered.row.answer == Answer.COULD_NOT_BE_CHECKED
        assert answered.row.basis["reason"] == "portal_took_back"
        assert Correction.objects.count() == 1

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_taken_back_while_the_holder_disputes_it(self, answered, _round):
        row = RequestedClaim.objects.select_related("request__holder", "claim").get(
            pk=answered.row.pk
        )

        def dispute():
            disputing.dispute_answer(row=row, what_is_wrong="No", by=answered.holder)

        raised = at_once(
            dispute, becomes(answered.credential.pk, "not_verified", status("revoked"))
        )
        assert raised == []
        answered.row.refresh_from_db()
        assert answered.row.answer == Answer.COULD_NOT_BE_CHECKED
        assert Correction.objects.count() == 1
