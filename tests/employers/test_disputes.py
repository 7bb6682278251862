"""A disputed answer: its receiver learns of it at once, and of the correction; and the notice
before adverse use."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Notification, Role
from employers import work
from employers.actions.disputes import adverse_use, disputing
from employers.actions.refusals import NotAllowed
from employers.models import AdverseNotice, Answer, Correction, RequestedClaim
from passports.actions import disputes
from passports.models import Disclosure, Dispute, DisputeState, VerdictChoice
from portal.kernel.models import AuditRow
from tests.employers.conftest import signed_in
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import authorize


@pytest.fixture
def answered(asked):
    """The first claim is confirmed by a credential, nothing is known of the second."""
    asked.credential = make_credential(asked.holder)
    tie(asked.claims[0], asked.credential)
    rows = list(asked.request.requested_claims.order_by("position"))
    authorize(request=asked.request, by=asked.holder, included={row.id for row in rows})
    work.answer_request(asked.request.id)()
    asked.request.refresh_from_db()
    asked.row, asked.other_row = asked.request.requested_claims.order_by("position")
    return asked


def dispute(answered, row=None):
    return disputing.dispute_answer(
        row=row or answered.row, what_is_wrong="The year", by=answered.holder
    )


def told(user, kind):
    return Notification.objects.filter(user=user, kind=kind).count()


def test_from_the_page_of_the_answer(answered):
    page = answered.as_holder.get(reverse("request_for_me", args=[answered.request.id]))
    url = reverse("request_dispute", args=[answered.request.id, answered.row.id])
    assert url in page.content.decode()
    assert answered.as_holder.get(url).status_code == 200
    response = answered.as_holder.post(url, {"what_is_wrong": "The year", "what_is_right": "2020"})
    made = Dispute.objects.get()
    assert response.url == reverse("dispute", args=[made.pk])
    assert made.credential == answered.credential
    assert told(answered.recruiter, "answer_disputed") == 1
    theirs = answered.as_recruiter.get(
        reverse("employer_request", args=[answered.request.id])
    ).content.decode()
    assert "Under dispute" in theirs
    assert "2020" not in theirs
    again = answered.as_holder.post(url, {"what_is_wrong": "Again"})
    assert again.status_code == 200
    assert again.context["form"].non_field_errors()


def test_a_dispute_from_the_claims_page_reaches_the_receiver_too(answered):
    disputes.open_dispute(
        claim=answered.claims[0],
        credential=answered.credential,
        what_is_wrong="The year",
        by=answered.holder,
    )
    assert told(answered.recruiter, "answer_disputed") == 1
    for browser, name, title in (
        (answered.as_holder, "request_for_me", "You disputed an answer"),
        (answered.as_recruiter, "employer_request", "The person disputed an answer"),
    ):
        page = browser.get(reverse(name, args=[answered.request.id])).content.decode()
        assert page.count(title) == 1, "it stands in the history as if it came from the answer"


def test_a_dispute_of_something_else_is_not_in_the_history(answered):
    disputes.open_dispute(
        claim=answered.claims[0],
        credential=make_credential(answered.holder),
        what_is_wrong="The year",
        by=answered.holder,
    )
    page = answered.as_holder.get(reverse("request_for_me", args=[answered.request.id]))
    assert "You disputed an answer" not in page.content.decode()


def test_an_answer_without_a_credential_can_be_disputed_too(answered):
    made = dispute(answered, answered.other_row)
    assert made.credential is None
    assert told(answered.recruiter, "answer_disputed") == 1


def test_the_correction_arrives(answered):
    made = dispute(answered)
    answered.credential.verdict = VerdictChoice.NOT_VERIFIED
    answered.credential.save()
    before = Disclosure.objects.filter(share=None).count()
    disputes.close(dispute=made, to=DisputeState.CORRECTED, outcome="Revoked.", by=None)
    answered.row.refresh_from_db()
    assert answered.row.answer == Answer.COULD_NOT_BE_CHECKED
    correction = Correction.objects.get()
    assert (correction.was, correction.became) == (Answer.CONFIRMED, Answer.COULD_NOT_BE_CHECKED)
    assert correction.was_basis["evidence"]
    assert Disclosure.objects.filter(share=None).count() == before + 1
    assert told(answered.recruiter, "answer_corrected") == 1
    assert AuditRow.objects.filter(object_id=correction.pk, deed="answer_corrected").exists()
    page = answered.as_recruiter.get(reverse("employer_request", args=[answered.request.id]))
    assert "Corrected on" in page.content.decode()
    disputes.close(dispute=made, to=DisputeState.CORRECTED, by=None)
    assert Correction.objects.count() == 1, "closed once, corrected once"


def test_what_nobody_settles_is_no_longer_told(answered):
    made = dispute(answered)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        disputes.close_overdue()
    answered.row.refresh_from_db()
    assert answered.row.answer == Answer.COULD_NOT_BE_CHECKED
    assert answered.row.basis["reason"] == "dispute_unresolved"
    assert told(answered.recruiter, "answer_corrected") == 1
    assert made.corrections.count() == 1


def test_what_stands_changes_nothing_and_is_told(answered):
    made = dispute(answered)
    disputes.close(dispute=made, to=DisputeState.STANDS, outcome="Confirmed.", by=None)
    answered.row.refresh_from_db()
    assert answered.row.answer == Answer.CONFIRMED
    assert not Correction.objects.exists()
    assert told(answered.recruiter, "answer_stands") == 1


def test_a_withdrawn_dispute_changes_nothing(answered):
    made = dispute(answered)
    disputes.withdraw(dispute=made, by=answered.holder)
    assert not Correction.objects.exists()


def test_readers_of_a_share_that_showed_it_are_told_once(answered):
    opened = Disclosure.objects.get(share=answered.share)
    opened.reports.add(answered.credential.latest_report)
    Disclosure.objects.create(
        share=answered.share,
        holder=answered.holder,
        viewer=answered.recruiter,
        organization=answered.organization,
        purpose="p",
    ).reports.add(answered.credential.latest_report)
    disputes.close(dispute=dispute(answered), to=DisputeState.UNRESOLVED, by=None)
    assert told(answered.recruiter, "share_corrected") == 1


def test_a_removed_member_is_not_told(answered):
    Disclosure.objects.get(share=answered.share).reports.add(answered.credential.latest_report)
    Membership.objects.filter(user=answered.recruiter).delete()
    disputes.close(dispute=dispute(answered), to=DisputeState.UNRESOLVED, by=None)
    for kind in ("answer_disputed", "answer_corrected", "share_corrected"):
        assert told(answered.recruiter, kind) == 0


def test_only_the_holder_disputes_and_only_what_was_said(answered):
    with pytest.raises(NotAllowed):
        disputing.dispute_answer(row=answered.row, what_is_wrong="W", by=UserFactory())
    RequestedClaim.objects.filter(pk=answered.row.pk).update(answer=Answer.DECLINED)
    answered.row.refresh_from_db()
    with pytest.raises(NotAllowed):
        dispute(answered)
    url = reverse("request_dispute", args=[answered.request.id, answered.row.id])
    assert answered.as_holder.get(url).status_code == 404
    other = reverse("request_dispute", args=[answered.request.id, answered.other_row.id])
    assert signed_in(UserFactory()).get(other).status_code == 404
    assert answered.as_recruiter.get(other).status_code == 404


class TestNoticeBeforeAdverseUse:
    def url(self, answered):
        return reverse("employer_request_adverse", args=[answered.request.id])

    def test_confirmed_and_seen_by_the_person(self, answered):
        today = timezone.localdate().isoformat()
        values = {"given_on": today, "gave_copy": "on", "gave_time": "on"}
        assert answered.as_recruiter.post(self.url(answered), values).status_code == 302
        assert AdverseNotice.objects.get().by == answered.recruiter
        assert told(answered.holder, "adverse_notice") == 1
        page = answered.as_holder.get(reverse("request_for_me", args=[answered.request.id]))
        assert "told you before adverse use" in page.content.decode()

    @pytest.mark.parametrize("missing", ["given_on", "gave_copy", "gave_time"])
    def test_each_part_is_needed(self, answered, missing):
        values = {
            "given_on": timezone.localdate().isoformat(),
            "gave_copy": "on",
            "gave_time": "on",
        }
        values.pop(missing)
        response = answered.as_recruiter.post(self.url(answered), values)
        assert response.context["form"].errors[missing]
        assert not AdverseNotice.objects.exists()

    @pytest.mark.parametrize("days", [-1, 1])
    def test_a_day_that_cannot_be(self, answered, days):
        day = timezone.localdate() + dt.timedelta(days=days)
        values = {"given_on": day.isoformat(), "gave_copy": "on", "gave_time": "on"}
        response = answered.as_recruiter.post(self.url(answered), values)
        assert response.context["form"].errors["given_on"]
        with pytest.raises(NotAllowed):
            adverse_use.confirm_notice(
                request=answered.request, given_on=day, by=answered.recruiter
            )

    def test_rejects_viewers_strangers_and_what_is_not_answered(self, answered):
        viewer = MembershipFactory(organization=answered.organization, role=Role.VIEWER)
        assert signed_in(viewer.user).get(self.url(answered)).status_code == 403
        stranger = MembershipFactory(role=Role.OWNER)
        assert signed_in(stranger.user).get(self.url(answered)).status_code == 404
        with pytest.raises(NotAllowed):
            adverse_use.confirm_notice(
                request=answered.request, given_on=timezone.localdate(), by=stranger.user
            )

    def test_rejects_what_is_not_answered(self, asked):
        values = {"given_on": timezone.localdate().isoformat(), "gave_copy": "on"}
        url = reverse("employer_request_adverse", args=[asked.request.id])
        page = asked.as_recruiter.post(url, {**values, "gave_time": "on"})
        assert "There is no answer yet" in page.content.decode()
        assert not AdverseNotice.objects.exists()
        with pytest.raises(NotAllowed):
            adverse_use.confirm_notice(
                request=asked.request, given_on=timezone.localdate(), by=asked.recruiter
            )
