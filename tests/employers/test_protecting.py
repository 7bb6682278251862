"""What a holder can do beside deciding: ask back, block, report; and reminders."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Notification, Role, Vetting, VettingDecision
from employers import work
from employers.actions import closing, deciding, reminding
from employers.actions import requests as deeds
from employers.actions.asking import questions
from employers.actions.protecting import blocking, reporting, undelivered
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.models import (
    OrganizationBlock,
    ReportState,
    RequestReport,
    RequestState,
    VerificationRequest,
)
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.conftest import signed_in
from tests.factories.accounts import (
    EmailAddressFactory,
    MembershipFactory,
    StaffFactory,
    UserFactory,
)
from tests.factories.employers import make_request
from tests.passports.admin.conftest import sign_in_with_factor

DEADLINE = dt.timedelta(days=9)


def kinds_for(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


class TestQuestions:
    def test_asked_and_replied_on_both_pages(self, asked):
        address = reverse("request_question", args=[asked.request.id])
        asked.as_holder.post(address, {"text": "Which ward is it?"})
        assert "request_question" in kinds_for(asked.recruiter)
        theirs = reverse("employer_request", args=[asked.request.id])
        assert "Which ward is it?" in asked.as_recruiter.get(theirs).content.decode()
        question = asked.request.questions.get()
        reply = reverse("employer_request_reply", args=[asked.request.id, question.id])
        asked.as_recruiter.post(reply, {"text": "Ward 4."})
        assert "request_reply" in kinds_for(asked.holder)
        mine = asked.as_holder.get(reverse("request_for_me", args=[asked.request.id]))
        assert "Ward 4." in mine.content.decode()
        deeds_on = AuditRow.objects.filter(object_id=asked.request.id)
        assert deeds_on.filter(deed="request_question_asked").count() == 1
        assert deeds_on.filter(deed="request_question_answered").count() == 1

    def test_one_at_a_time_and_five_in_all(self, asked):
        for number in range(5):
            question = questions.ask_back(request=asked.request, by=asked.holder, text="Why?")
            with pytest.raises((questions.WaitForReply, TooMany)):
                questions.ask_back(request=asked.request, by=asked.holder, text="And?")
            questions.reply(question=question, by=asked.recruiter, text=f"{number}")
        with pytest.raises(TooMany):
            questions.ask_back(request=asked.request, by=asked.holder, text="Why?")
        with pytest.raises(MoveLost):
            questions.reply(question=question, by=asked.recruiter, text="Again")

    def test_of_a_closed_request_nothing_is_replied(self, asked):
        question = questions.ask_back(request=asked.request, by=asked.holder, text="Why?")
        deeds.withdraw(request=asked.request, by=asked.recruiter)
        make_request(organization=asked.organization)
        with pytest.raises(MoveLost):
            questions.reply(question=question, by=asked.recruiter, text="Because.")

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [("", "Write your question"), ("a\x00b", "character"), ("x" * 1001, "at most 1000")],
    )
    def test_bad_input_is_told(self, asked, text, sentence):
        address = reverse("request_question", args=[asked.request.id])
        page = asked.as_holder.post(address, {"text": text})
        assert sentence in page.content.decode()
        assert not asked.request.questions.exists()

    def test_who_may_not(self, asked):
        with pytest.raises(NotAllowed):
            questions.ask_back(request=asked.request, by=UserFactory(), text="Why?")
        question = questions.ask_back(request=asked.request, by=asked.holder, text="Why?")
        viewer = MembershipFactory(organization=asked.organization, role=Role.VIEWER)
        for user in (viewer.user, asked.holder, MembershipFactory(role=Role.OWNER).user):
            with pytest.raises(NotAllowed):
                questions.reply(question=question, by=user, text="Because")
        deeds.withdraw(request=asked.request, by=asked.recruiter)
        with pytest.raises(MoveLost):
            questions.reply(question=question, by=asked.recruiter, text="Because")
        with pytest.raises(MoveLost):
            questions.ask_back(request=asked.request, by=asked.holder, text="Why?")


class TestBlocking:
    def ask_again(self, asked):
        return deeds.send(
            organization=asked.organization,
            by=asked.recruiter,
            share=asked.share,
            claims=asked.claims,
            purpose="Again",
            deadline=timezone.now() + dt.timedelta(days=7),
        )

    def test_what_is_open_is_declined_and_later_ones_do_not_arrive(self, asked):
        waiting = make_request(organization=asked.organization, email=asked.holder.email)
        asked.as_holder.post(reverse("request_block", args=[asked.request.id]))
        for each in (asked.request, waiting):
            each.refresh_from_db()
            assert (each.state, each.holder) == (RequestState.DECLINED, asked.holder)
        told = len(kinds_for(asked.holder))
        later = self.ask_again(asked)
        assert len(kinds_for(asked.holder)) == told
        assert later.undelivered
        mine = asked.as_holder.get(reverse("requests_for_me")).content.decode()
        assert str(later.id) not in mine
        address = reverse("request_for_me", args=[later.id])
        assert asked.as_holder.get(address).status_code == 404

    def test_the_organization_sees_it_declined_after_a_while_and_no_block(self, asked):
        blocking.block(organization=asked.organization, by=asked.holder)
        later = self.ask_again(asked)
        row = WorkRow.objects.get(kind=undelivered.DECLINE_WORK, subject_id=later.id)
        assert row.due_at > timezone.now() + dt.timedelta(minutes=55)
        theirs = reverse("employer_request", args=[later.id])
        assert later.state == RequestState.SENT
        assert "block" not in asked.as_recruiter.get(theirs).content.decode().lower()
        work.decline_undelivered(later.id)()
        work.decline_undelivered(later.id)()
        later.refresh_from_db()
        assert later.state == RequestState.DECLINED
        assert "block" not in asked.as_recruiter.get(theirs).content.decode().lower()
        assert kinds_for(asked.recruiter).count("request_declined") == 2

    def test_what_one_person_blocks_reaches_the_others(self, asked):
        blocking.block(organization=asked.organization, by=asked.holder)
        other = UserFactory()
        assert not undelivered.is_blocked(holder=other, organization=asked.organization)
        elsewhere = MembershipFactory().organization
        assert not undelivered.is_blocked(holder=asked.holder, organization=elsewhere)

    def test_what_was_delivered_is_not_declined_for_the_holder(self, asked):
        undelivered.decline_undelivered(request_id=asked.request.id)
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT

    def test_by_address_too(self, asked):
        blocking.block(organization=asked.organization, by=asked.holder)
        later = make_request(organization=asked.organization, email=asked.holder.email)
        mail.outbox.clear()
        work.mail_invitation(later.id)()
        later.refresh_from_db()
        assert (later.undelivered, later.holder) == (True, None)
        assert not mail.outbox
        assert not VerificationRequest.objects.sent_to_address_of(asked.holder).exists()

    def test_who_was_asked_by_address_alone(self, asked):
        somebody = UserFactory()
        waiting = make_request(organization=asked.organization, email=somebody.email)
        blocking.block(organization=asked.organization, by=somebody)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.holder) == (RequestState.DECLINED, somebody)

    def test_what_did_not_arrive_is_withdrawn_without_a_word(self, asked):
        blocking.block(organization=asked.organization, by=asked.holder)
        later = self.ask_again(asked)
        told = len(kinds_for(asked.holder))
        deeds.withdraw(request=later, by=asked.recruiter)
        assert later.state == RequestState.WITHDRAWN
        assert len(kinds_for(asked.holder)) == told

    def test_unblocked_in_the_settings(self, asked):
        block = blocking.block(organization=asked.organization, by=asked.holder)
        other = signed_in(UserFactory())
        address = reverse("request_unblock", args=[block.id])
        assert other.post(address).status_code == 404
        assert asked.organization.name in asked.as_holder.get("/requests/blocked/").content.decode()
        asked.as_holder.post(address)
        assert not OrganizationBlock.objects.exists()
        assert not self.ask_again(asked).undelivered

    def test_nobody_blocks_who_was_never_asked(self, asked):
        with pytest.raises(NotAllowed):
            blocking.block(organization=asked.organization, by=UserFactory())
        block = blocking.block(organization=asked.organization, by=asked.holder)
        assert blocking.block(organization=asked.organization, by=asked.holder) == block
        with pytest.raises(NotAllowed):
            blocking.unblock(block=block, by=asked.recruiter)


class TestReports:
    def test_reported_once_and_the_organization_is_told_nothing(self, asked):
        before = kinds_for(asked.recruiter)
        address = reverse("request_report", args=[asked.request.id])
        asked.as_holder.post(address, {"reason": "pressure", "text": "They want money."})
        found = RequestReport.objects.get()
        assert (found.reporter, found.state) == (asked.holder, ReportState.OPEN)
        with pytest.raises(reporting.AlreadyReported):
            reporting.report(request=asked.request, by=asked.holder, reason_code="other")
        assert kinds_for(asked.recruiter) == before
        with pytest.raises(NotAllowed):
            reporting.report(request=asked.request, by=UserFactory(), reason_code="other")

    def test_something_else_needs_words(self, asked):
        address = reverse("request_report", args=[asked.request.id])
        page = asked.as_holder.post(address, {"reason": "other"})
        assert "Say in a few words what is wrong" in page.content.decode()

    def decide(self, client, found, deed, reason="Looked at it"):
        address = reverse("admin:employers_requestreport_deed", args=[found.id, deed])
        client.post(address, {"reason": reason})
        found.refresh_from_db()

    def test_upheld_suspends_with_its_history(self, asked, client):
        found = reporting.report(request=asked.request, by=asked.holder, reason_code="unknown")
        administrator = StaffFactory()
        sign_in_with_factor(client, administrator)
        assert client.get("/admin/employers/requestreport/").status_code == 200
        self.decide(client, found, "uphold", reason="")
        assert found.state == ReportState.OPEN
        self.decide(client, found, "uphold")
        assert (found.state, found.decided_by) == (ReportState.UPHELD, administrator)
        asked.organization.refresh_from_db()
        assert asked.organization.vetting == Vetting.SUSPENDED
        assert VettingDecision.objects.get().reason == "Looked at it"
        assert "request_report_upheld" in kinds_for(asked.holder)
        self.decide(client, found, "dismiss")
        assert found.state == ReportState.UPHELD

    def test_dismissed(self, asked, client):
        found = reporting.report(request=asked.request, by=asked.holder, reason_code="unknown")
        sign_in_with_factor(client, StaffFactory())
        self.decide(client, found, "dismiss")
        assert found.state == ReportState.DISMISSED
        asked.organization.refresh_from_db()
        assert asked.organization.is_vetted
        with pytest.raises(MoveLost):
            reporting.uphold(report=found, by=StaffFactory(), reason="Late")

    def test_staff_without_the_permission(self, asked, client):
        found = reporting.report(request=asked.request, by=asked.holder, reason_code="unknown")
        sign_in_with_factor(client, UserFactory(is_staff=True))
        self.decide(client, found, "uphold")
        assert found.state == ReportState.OPEN


class TestReminders:
    @pytest.fixture
    def request_(self, db):
        organization = MembershipFactory().organization
        now = timezone.now()
        return make_request(
            organization=organization,
            deadline=now + DEADLINE,
            remind_at=reminding.first_reminder(sent_at=now, deadline=now + DEADLINE),
        )

    def at(self, request, moment):
        """As if the clock stood there: the times of the row move back."""
        request.refresh_from_db()
        shift = moment - timezone.now()
        VerificationRequest.objects.filter(pk=request.pk).update(
            deadline=request.deadline - shift,
            remind_at=request.remind_at and request.remind_at - shift,
        )

    def test_after_a_third_and_two_days_before(self, request_):
        assert reminding.remind_due() == 0
        self.at(request_, timezone.now() + dt.timedelta(days=3, minutes=1))
        assert reminding.remind_due() == 1
        assert reminding.remind_due() == 0
        work.mail_reminder(request_.id)
        assert "Reminder" in mail.outbox[0].subject
        self.at(request_, timezone.now() + dt.timedelta(days=4))
        assert reminding.remind_due() == 1
        self.at(request_, timezone.now() + dt.timedelta(days=1))
        assert reminding.remind_due() == 0
        request_.refresh_from_db()
        assert (request_.reminders_sent, request_.remind_at) == (2, None)

    def test_two_beats_at_once_remind_once(self, request_):
        VerificationRequest.objects.update(remind_at=timezone.now())
        seen_by_both = VerificationRequest.objects.select_related("organization", "holder").get()
        now = timezone.now()
        assert reminding._remind(seen_by_both, now)
        assert not reminding._remind(seen_by_both, now)
        assert AuditRow.objects.filter(deed="request_reminded").count() == 1

    @pytest.mark.parametrize("why", ["suspended", "declined", "undelivered", "late"])
    def test_nobody_is_reminded_of_what_cannot_be_decided(self, request_, why):
        changes = {
            "declined": {"state": "declined"},
            "undelivered": {"undelivered": True},
            "late": {"deadline": timezone.now()},
        }.get(why, {})
        VerificationRequest.objects.update(remind_at=timezone.now(), **changes)
        if why == "suspended":
            request_.organization.vetting = Vetting.SUSPENDED
            request_.organization.save()
        assert reminding.remind_due() == 0

    def test_a_holder_is_told_in_the_portal(self, request_):
        holder = UserFactory()
        EmailAddressFactory(user=holder, email=request_.invited_email)
        VerificationRequest.objects.update(remind_at=timezone.now(), holder=holder)
        reminding.remind_due()
        assert kinds_for(holder) == ["request_reminder"]

    def test_a_short_deadline_has_no_reminder(self):
        now = timezone.now()
        assert reminding.first_reminder(sent_at=now, deadline=now + dt.timedelta(days=2)) is None


def test_old_drafts_are_forgotten(db):
    organization = MembershipFactory().organization
    old = timezone.now() - dt.timedelta(days=closing.DRAFT_DAYS + 1)
    make_request(organization=organization, state="draft", created_at=old)
    kept = make_request(organization=organization, state="draft")
    sent = make_request(organization=organization, created_at=old)
    assert closing.forget_drafts() == 1
    assert set(VerificationRequest.objects.all()) == {kept, sent}
    assert Membership.objects.exists()


@pytest.mark.parametrize("how", ["declined", "withdrawn", "expired", "undelivered"])
def test_a_request_without_an_answer_is_forgotten_after_its_term(asked, how, time_machine):
    VerificationRequest.objects.update(kept_days=30, undelivered=how == "undelivered")
    request = VerificationRequest.objects.select_related("organization", "holder").get()
    if how == "declined":
        deciding.decline(request=request, by=asked.holder)
    elif how == "withdrawn":
        deeds.withdraw(request=request, by=asked.recruiter)
    elif how == "undelivered":
        undelivered.decline_undelivered(request_id=request.id)
    else:
        VerificationRequest.objects.update(deadline=timezone.now())
        closing.expire_overdue()
    assert closing.forget_old() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(days=30, minutes=1))
    assert closing.forget_old() == 1
    assert not VerificationRequest.objects.exists()
