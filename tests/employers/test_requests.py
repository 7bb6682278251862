"""A verification request from asking to the answer, and everything that must be refused."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Membership, Notification, Role, Vetting
from employers import work
from employers.actions import closing, deciding
from employers.actions import requests as deeds
from employers.actions.refusals import MoveLost, NotAllowed
from employers.models import Answer, RequestState, VerificationRequest
from employers.models.verification_request import USUALLY_KEPT_DAYS
from passports.models import Disclosure
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.rows import make_claim, make_credential, make_share, tie
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.employers import authorize


def ids(request, *positions):
    rows = list(request.requested_claims.order_by("position"))
    return {rows[position].id for position in positions}


def answer_now(request):
    work.answer_request(request.id)()
    request.refresh_from_db()


def deeds_on(request):
    return list(
        AuditRow.objects.filter(object_id=request.id)
        .order_by("created_at")
        .values_list("deed", flat=True)
    )


def test_asked_authorized_answered(asked):
    credential = make_credential(asked.holder)
    tie(asked.claims[0], credential)
    assert Notification.objects.filter(user=asked.holder, kind="request_received").count() == 1
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0, 1))
    row = WorkRow.objects.get(kind="employers.answer_request", subject_id=asked.request.id)
    assert row.state == "queued"
    answer_now(asked.request)
    assert asked.request.state == RequestState.COMPLETED
    first, second = asked.request.requested_claims.order_by("position")
    assert first.answer == Answer.CONFIRMED
    assert second.answer == Answer.COULD_NOT_BE_CHECKED
    disclosure = Disclosure.objects.get(share=None)
    assert disclosure.organization == asked.organization
    assert set(disclosure.reports.all()) == {credential.latest_report}
    assert Notification.objects.filter(user=asked.recruiter, kind="request_answered").exists()
    assert deeds_on(asked.request) == ["request_sent", "request_authorized", "request_completed"]


def test_the_holder_narrows(asked):
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))
    answer_now(asked.request)
    first, second = asked.request.requested_claims.order_by("position")
    assert first.answer == Answer.COULD_NOT_BE_CHECKED
    assert second.answer == Answer.DECLINED
    assert not second.included
    disclosed = Disclosure.objects.get(share=None).revisions.all()
    assert [revision.claim_id for revision in disclosed] == [asked.claims[0].id]


def test_the_holder_declines(asked):
    deciding.decline(request=asked.request, by=asked.holder)
    assert asked.request.state == RequestState.DECLINED
    assert not Disclosure.objects.filter(share=None).exists()
    assert Notification.objects.filter(user=asked.recruiter, kind="request_declined").exists()


def test_an_answer_that_arrives_after_the_withdrawal_discloses_nothing(asked):
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))
    effect = work.answer_request(asked.request.id)
    deeds.withdraw(request=asked.request, by=asked.recruiter)
    effect()
    asked.request.refresh_from_db()
    assert asked.request.state == RequestState.WITHDRAWN
    assert not Disclosure.objects.filter(share=None).exists()


def test_of_two_decisions_one_wins_and_the_other_is_told(asked):
    stale = VerificationRequest.objects.get(id=asked.request.id)
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))
    with pytest.raises(MoveLost):
        deciding.decline(request=stale, by=asked.holder)
    assert deeds_on(asked.request) == ["request_sent", "request_authorized"]


def test_nothing_is_authorized_after_the_deadline(asked):
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)), pytest.raises(MoveLost):
        authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))


def test_overdue_requests_expire_once(asked):
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert closing.expire_overdue() == 1
        assert closing.expire_overdue() == 0
    asked.request.refresh_from_db()
    assert asked.request.state == RequestState.EXPIRED


def test_answers_are_forgotten_after_their_term(asked):
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))
    answer_now(asked.request)
    with time_machine.travel(timezone.now() + dt.timedelta(days=USUALLY_KEPT_DAYS + 1)):
        assert closing.forget_old() == 1
    assert not VerificationRequest.objects.exists()
    assert AuditRow.objects.filter(deed="request_forgotten").exists()


def test_a_claim_removed_meanwhile_is_not_disclosed(asked):
    authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))
    asked.claims[0].removed_at = timezone.now()
    asked.claims[0].save()
    answer_now(asked.request)
    row = asked.request.requested_claims.order_by("position").first()
    assert row.answer == Answer.COULD_NOT_BE_CHECKED
    assert row.basis["reason"] == "claim_removed"
    assert not Disclosure.objects.get(share=None).revisions.exists()


class TestMayNotAsk:
    def ask(self, scene, *, by=None, organization=None, share=None, claims=None):
        return deeds.send(
            organization=organization or scene.organization,
            by=by or scene.recruiter,
            share=share or scene.share,
            claims=scene.claims if claims is None else claims,
            purpose="Hiring",
            deadline=timezone.now() + dt.timedelta(days=1),
        )

    def test_a_viewer(self, scene):
        viewer = MembershipFactory(organization=scene.organization, role=Role.VIEWER).user
        with pytest.raises(NotAllowed):
            self.ask(scene, by=viewer)

    def test_a_stranger(self, scene):
        with pytest.raises(NotAllowed):
            self.ask(scene, by=UserFactory())

    def test_an_organization_that_is_not_vetted(self, scene):
        scene.organization.vetting = Vetting.SUSPENDED
        scene.organization.save()
        with pytest.raises(NotAllowed):
            self.ask(scene)

    def test_about_another_organizations_share(self, scene):
        other = make_share(scene.holder, OrganizationFactory(), *scene.claims)
        with pytest.raises(NotAllowed):
            self.ask(scene, share=other)

    def test_about_a_share_that_was_withdrawn(self, scene):
        scene.share.withdrawn_at = timezone.now()
        scene.share.save()
        with pytest.raises(NotAllowed):
            self.ask(scene)

    def test_about_claims_that_were_not_shared(self, scene):
        with pytest.raises(NotAllowed):
            self.ask(scene, claims=[make_claim(scene.holder)])

    def test_about_claims_that_were_hidden(self, scene):
        scene.claims[0].hidden = True
        scene.claims[0].save()
        with pytest.raises(NotAllowed):
            self.ask(scene)

    def test_about_nothing(self, scene):
        with pytest.raises(NotAllowed):
            self.ask(scene, claims=[])


class TestMayNotDecide:
    def test_another_person(self, asked):
        for deed in (deciding.decline, lambda **kw: authorize(included=set(), **kw)):
            with pytest.raises(NotAllowed):
                deed(request=asked.request, by=UserFactory())

    def test_the_requester_on_behalf_of_the_holder(self, asked):
        with pytest.raises(NotAllowed):
            authorize(request=asked.request, by=asked.recruiter, included=ids(asked.request, 0))

    def test_rows_of_another_request(self, asked):
        with pytest.raises(NotAllowed):
            authorize(request=asked.request, by=asked.holder, included={uuid.uuid4()})

    def test_towards_a_suspended_organization(self, asked):
        asked.organization.vetting = Vetting.SUSPENDED
        asked.organization.save()
        asked.request.refresh_from_db()
        with pytest.raises(NotAllowed):
            authorize(request=asked.request, by=asked.holder, included=ids(asked.request, 0))

    def test_withdrawal_by_a_removed_member(self, asked):
        Membership.objects.filter(user=asked.recruiter).delete()
        with pytest.raises(NotAllowed):
            deeds.withdraw(request=asked.request, by=asked.recruiter)
