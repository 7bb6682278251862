"""What a link can be used for, by whom, and until when."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employers.actions import requests
from employers.actions.attesters.answering import CannotBeAsked, hand_over
from employers.actions.attesters.attesting import token_of
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttestedClaim,
    RequestState,
)
from passports.models import Credential
from portal.kernel.models import AuditRow
from tests.employers.attesting import (
    answers,
    authorize,
    code_in,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    asked.attestation = the_attestation()
    asked.url = link_of(asked.attestation)
    return asked


def state(waiting):
    waiting.attestation.refresh_from_db()
    return waiting.attestation.state


def test_a_scanner_uses_nothing_up(waiting):
    sent = len(mail.outbox)
    before = AuditRow.objects.count()
    for _time in range(20):
        assert Client().get(waiting.url).status_code == 200
        assert Client().head(waiting.url).status_code == 200
    assert (state(waiting), len(mail.outbox)) == (AttestationState.SENT, sent)
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize("deed", ["answer", "decline"])
def test_the_link_alone_answers_nothing(waiting, deed):
    opened_by(waiting.attestation)
    stranger = Client()
    answer = stranger.post(waiting.url, answers("confirmed") | {"deed": deed})
    assert answer.status_code == 403
    handed = stranger.post(f"{waiting.url}hand-over/", {"email": "a@b.example"})
    assert handed.status_code == 403
    assert state(waiting) == AttestationState.OPENED
    assert "Welder" not in stranger.get(waiting.url).content.decode()


def test_a_wrong_code_opens_nothing_and_few_are_tried(waiting):
    browser = Client()
    browser.post(waiting.url, {"deed": "send_code"})
    code = code_in(mail.outbox[-1])
    wrong = "00000000" if code != "00000000" else "11111111"
    for _time in range(5):
        page = browser.post(waiting.url, {"deed": "open", "code": wrong})
        assert "This code does not work" in page.content.decode()
    browser.post(waiting.url, {"deed": "open", "code": code})
    assert state(waiting) == AttestationState.SENT


def test_codes_end_and_newer_ones_kill_older(waiting):
    browser = Client()
    browser.post(waiting.url, {"deed": "send_code"})
    first = code_in(mail.outbox[-1])
    browser.post(waiting.url, {"deed": "send_code"})
    second = code_in(mail.outbox[-1])
    if first != second:
        browser.post(waiting.url, {"deed": "open", "code": first})
        assert state(waiting) == AttestationState.SENT
    AttestationRequest.objects.update(code_expires_at=timezone.now())
    browser.post(waiting.url, {"deed": "open", "code": second})
    assert state(waiting) == AttestationState.SENT


def test_an_address_is_not_flooded(waiting):
    mail.outbox.clear()
    for _time in range(8):
        page = Client().post(waiting.url, {"deed": "send_code"})
    assert "We have sent several codes already" in page.content.decode()
    assert len(mail.outbox) == 5


def test_a_link_answers_once(waiting):
    first, second = opened_by(waiting.attestation), opened_by(waiting.attestation)
    assert first.post(waiting.url, answers("confirmed")).status_code == 302
    late = second.post(waiting.url, answers("refused"))
    assert "Thank you" in late.content.decode(), "they entered the code, so they see the receipt"
    assert AttestedClaim.objects.get().said == "confirmed"
    assert "This question was answered" in Client().get(waiting.url).content.decode()


@pytest.mark.parametrize("deed", ["send_code", "open", "answer", "decline"])
@pytest.mark.parametrize("end", ["expired", "withdrawn"])
def test_after_the_end_nothing_changes(waiting, deed, end):
    browser = opened_by(waiting.attestation)
    if end == "expired":
        AttestationRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if end == "withdrawn":
        requests.withdraw(request=waiting.request, by=waiting.recruiter)
        assert state(waiting) == AttestationState.STOPPED
    before = state(waiting)
    sent = len(mail.outbox)
    page = browser.post(waiting.url, answers("confirmed") | {"deed": deed, "code": "1"})
    text = page.content.decode()
    assert "This question is" in text
    assert "There is nothing to do for you" in text
    work_off()
    assert state(waiting) == before
    assert len(mail.outbox) <= sent + (end == "withdrawn") * 2
    assert not Credential.objects.exists()
    assert Client().get(waiting.url).status_code == 410


def test_an_unknown_link_is_a_clear_page(waiting):
    page = Client().get("/attest/nobody/")
    assert page.status_code == 404
    assert "There is no such link" in page.content.decode()


def test_declining_is_no_negative(waiting):
    browser = opened_by(waiting.attestation)
    browser.post(waiting.url, {"deed": "decline"})
    assert "You have declined" in browser.get(waiting.url).content.decode()
    row = waiting.request.requested_claims.first()
    assert (row.answer, row.basis["reason"]) == (
        Answer.COULD_NOT_BE_CHECKED,
        "attester_declined",
    )
    waiting.request.refresh_from_db()
    assert waiting.request.state == RequestState.COMPLETED


class TestHandingOver:
    DATA = {"email": "sam@acme.example", "name": "Sam", "role": "Registrar"}

    def test_the_colleague_gets_a_link_and_the_old_one_is_dead(self, waiting):
        browser = opened_by(waiting.attestation)
        assert browser.post(f"{waiting.url}hand-over/", self.DATA).status_code == 302
        assert "went to a colleague" in browser.get(waiting.url).content.decode()
        work_off()
        following = AttestationRequest.objects.exclude(pk=waiting.attestation.pk).get()
        assert following.email == "sam@acme.example"
        assert following.standing == "proven_domain"
        [sent] = [each for each in mail.outbox if each.to == ["sam@acme.example"]]
        assert link_of(following) in sent.body
        told = [each for each in mail.outbox if each.to == [waiting.holder.email]]
        assert any("colleague" in each.subject for each in told)
        page = waiting.as_holder.get(f"/requests/{waiting.request.pk}/").content.decode()
        assert "sam@acme.example" in page
        opened_by(following).post(link_of(following), answers("confirmed"))
        work_off()
        row = waiting.request.requested_claims.first()
        assert row.answer == Answer.CONFIRMED

    def test_not_to_the_holder(self, waiting):
        browser = opened_by(waiting.attestation)
        page = browser.post(f"{waiting.url}hand-over/", self.DATA | {"email": waiting.holder.email})
        assert "belongs to the person whom it is about" in page.content.decode()
        with pytest.raises(CannotBeAsked):
            hand_over(
                attestation=waiting.attestation, **(self.DATA | {"email": waiting.holder.email})
            )
        assert state(waiting) == AttestationState.OPENED

    def test_a_free_mail_colleague_lowers_the_assurance(self, waiting):
        [following] = hand_over(
            attestation=waiting.attestation, **(self.DATA | {"email": "sam@gmail.com"})
        )
        assert following.level == "low"
        assert following.signs_for is None

    def test_at_most_three_times(self, waiting):
        attestation = waiting.attestation
        for number in range(3):
            [attestation] = hand_over(
                attestation=attestation,
                email=f"sam{number}@acme.example",
                name="Sam",
                role="Registrar",
            )
            attestation.refresh_from_db()
        browser = opened_by(attestation)
        assert "Pass it to a colleague" not in browser.get(link_of(attestation)).content.decode()
        page = browser.post(f"{link_of(attestation)}hand-over/", self.DATA)
        assert "passed on too often" in page.content.decode()


def test_the_audit_trail_knows_no_address(waiting):
    browser = opened_by(waiting.attestation)
    browser.post(waiting.url, answers("confirmed"))
    work_off()
    deeds = set(AuditRow.objects.values_list("deed", flat=True))
    assert deeds >= {
        "attester_named",
        "attester_asked",
        "attestation_code_sent",
        "attestation_opened",
        "attestation_answered",
        "attestation_stored",
    }
    for row in AuditRow.objects.all():
        assert "acme.example" not in str(row.codes)
        assert "Pat" not in str(row.codes)


def test_the_form_survives_what_people_type(waiting):
    browser = opened_by(waiting.attestation)
    empty = browser.post(waiting.url, {"deed": "answer"})
    text = empty.content.decode()
    assert "Choose one of the four" in text
    assert "Tick this to sign your answer" in text
    control = browser.post(waiting.url, answers("confirmed") | {"typed_name": "P\u202eat"})
    assert "Remove the invisible characters" in control.content.decode()
    markup = browser.post(
        waiting.url,
        answers("differs", title_0="<script>x</script>") | {"typed_name": "<b>Pat</b>"},
    )
    assert markup.status_code == 302
    work_off()
    for page in (
        browser.get(waiting.url),
        waiting.as_recruiter.get(f"/employer/requests/{waiting.request.pk}/"),
        waiting.as_holder.get(f"/requests/{waiting.request.pk}/"),
    ):
        assert "<script>x" not in page.content.decode()
        assert "<b>Pat" not in page.content.decode()


def test_a_withdrawal_in_the_same_moment_discloses_nothing(waiting):
    """The answer was taken; the request is withdrawn before a worker stores it."""
    browser = opened_by(waiting.attestation)
    with mock.patch("portal.kernel.work.enqueueing._send"):
        browser.post(waiting.url, answers("confirmed"))
    requests.withdraw(request=waiting.request, by=waiting.recruiter)
    work_off()
    row = waiting.request.requested_claims.first()
    assert row.answer == Answer.ASKED
    assert row.answered_at is None
    # What was signed is the holder's all the same.
    assert Credential.objects.filter(holder=waiting.holder).count() == 1


def test_administrators_see_how_it_went_and_no_address(waiting, client):
    from tests.factories.accounts import StaffFactory
    from tests.passports.admin.conftest import sign_in_with_factor

    browser = opened_by(waiting.attestation)
    browser.post(waiting.url, answers("confirmed"))
    sign_in_with_factor(client, StaffFactory(is_superuser=True))
    for address in ("", f"{waiting.attestation.pk}/change/"):
        page = client.get(f"/admin/employers/attestationrequest/{address}")
        assert page.status_code == 200
        text = page.content.decode()
        assert "Answered" in text
        for private in ("pat@acme.example", "Pat Lee", "HR manager", "Welder"):
            assert private not in text


def test_nobody_finds_out_a_persons_addresses_by_handing_on(asked):
    """That an address is refused tells that it is the person's own: so there are few tries."""
    make_acme()
    name_contact(asked)
    authorize(asked)
    browser = opened_by(the_attestation())
    url = reverse("attest_hand_over", args=[token_of(the_attestation())])
    data = {"email": asked.holder.email, "name": "Kim", "role": "Payroll"}
    statuses = [browser.post(url, data).status_code for _try in range(12)]
    assert statuses == [200] * 10 + [429] * 2
