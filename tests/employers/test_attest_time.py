"""Reminders, documents instead, the end, and what is forgotten."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employers.actions import answering
from employers.actions.attesters import time_passing as attester_time
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttesterContact,
    ClaimDocument,
    RequestState,
)
from employers.tasks import look_after_attesters
from tests.employers.attesting import (
    answers,
    authorize,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7 a pay slip"


@pytest.fixture
def waiting(asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    asked.attestation = the_attestation()
    asked.row = asked.request.requested_claims.first()
    mail.outbox.clear()
    return asked


def later(days):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days, minutes=1), tick=True)


def to_attester():
    return [each for each in mail.outbox if each.to == ["pat@acme.example"]]


def upload(waiting, content=PDF, name="slip.pdf"):
    return waiting.as_holder.post(
        reverse("row_document", args=[waiting.row.pk]),
        {"file": SimpleUploadedFile(name, content)},
    )


def test_three_reminders_and_no_fourth(waiting):
    numbers = []
    for days in range(1, 15):
        with later(days):
            look_after_attesters()
            look_after_attesters()
            work_off()
        numbers.append(len(to_attester()))
    assert numbers == [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3]
    ids = [each.extra_headers["Message-ID"] for each in to_attester()]
    assert len(set(ids)) == 3
    assert all(each.subject.startswith("Reminder") for each in to_attester())


def test_parallel_beats_remind_once(waiting):
    with later(3):
        stale = list(AttestationRequest.objects.all()) * 5
        assert sum(attester_time._remind(each) for each in stale) == 1
        work_off()
    assert len(to_attester()) == 1


def test_a_request_that_waits_for_an_attester_is_not_begun_again(waiting):
    with later(1):
        assert answering.resume_waiting() == 0


def test_whoever_answered_is_left_alone(waiting):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    work_off()
    mail.outbox.clear()
    for days in (3, 7, 12, 15, 22):
        with later(days):
            look_after_attesters()
            work_off()
    assert not to_attester()
    waiting.attestation.refresh_from_db()
    assert waiting.attestation.state == AttestationState.ANSWERED


def be_silent(waiting, until=15):
    for days in (3, 7, 12, until):
        with later(days):
            look_after_attesters()
            look_after_attesters()
            work_off()


def test_then_the_holder_is_asked_for_documents_once(waiting):
    be_silent(waiting)
    asked = [each for each in mail.outbox if "have you got a document" in each.subject]
    assert [each.to for each in asked] == [[waiting.holder.email]]
    page = waiting.as_holder.get(f"/requests/{waiting.request.pk}/").content.decode()
    assert "They have not answered three reminders" in page
    assert Client().get(link_of(waiting.attestation)).status_code == 200, "they still can"


def test_a_beat_with_much_to_do_comes_to_everybody(waiting):
    """Whom it has dealt with does not stand in the way of the others."""
    be_silent(waiting, until=13)
    other = the_attestation()
    other.pk, other.token_hash = uuid.uuid4(), "f" * 64
    other.save(force_insert=True)
    with later(15):
        assert [attester_time.ask_for_documents(at_most=1) for _turn in range(3)] == [1, 1, 0]


def test_what_was_signed_is_not_signed_once_more(waiting):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    with later(0.01):
        assert attester_time.resume_signing() == 1
    organization = type(waiting.request.organization).objects
    organization.update(vetting="suspended")
    with later(0.01):
        assert attester_time.resume_signing() == 0, "not while nothing may be disclosed"
    organization.update(vetting="vetted")
    work_off()
    with later(0.01):
        assert attester_time.resume_signing() == 0


def test_a_document_is_shown_for_what_it_is(waiting):
    be_silent(waiting)
    assert upload(waiting).status_code == 302
    document = ClaimDocument.objects.get()
    url = reverse("employer_document", args=[waiting.request.pk, document.pk])
    assert waiting.as_recruiter.get(url).status_code == 404, "not before the answer shows it"
    with later(21):
        look_after_attesters()
        work_off()
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.COULD_NOT_BE_CHECKED
    assert waiting.row.basis["reason"] == "attester_silent"
    page = waiting.as_recruiter.get(f"/employer/requests/{waiting.request.pk}/").content.decode()
    assert "A document that the person gave. Nobody has confirmed it." in page
    assert "That says nothing against the person." in page
    mine = waiting.as_holder.get(f"/requests/{waiting.request.pk}/").content.decode()
    assert "That says nothing against you." in mine
    got = waiting.as_recruiter.get(url)
    assert got.content == PDF
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert waiting.as_holder.get(reverse("claim_document", args=[document.pk])).content == PDF
    for other in (UserFactory(), MembershipFactory().user):
        stranger = Client()
        stranger.force_login(other)
        assert stranger.get(url).status_code == 404
        assert stranger.get(reverse("claim_document", args=[document.pk])).status_code == 404


def test_without_a_document_it_could_not_be_checked(waiting):
    be_silent(waiting, until=21)
    waiting.row.refresh_from_db()
    waiting.request.refresh_from_db()
    assert (waiting.row.answer, waiting.row.basis["reason"]) == (
        Answer.COULD_NOT_BE_CHECKED,
        "attester_silent",
    )
    assert waiting.request.state == RequestState.COMPLETED
    assert Client().get(link_of(waiting.attestation)).status_code == 410


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<html>", "no PDF, PNG or JPEG"),
        (b"", "empty"),
        (b"%PDF-" + b"x" * 5_000_000, "larger than 5 MB"),
        (b"\x00\x00%PDF-", "no PDF, PNG or JPEG"),
    ],
    ids=["page", "empty", "large", "hidden"],
)
def test_what_is_no_document_is_refused(waiting, content, problem):
    assert problem in upload(waiting, content).content.decode()
    assert not ClaimDocument.objects.exists()


def test_the_same_file_twice_and_too_many(waiting):
    upload(waiting)
    upload(waiting)
    assert ClaimDocument.objects.count() == 1
    for number in range(4):
        upload(waiting, PDF + str(number).encode())
    page = upload(waiting, PDF + b"one more")
    assert "five documents already" in page.content.decode()
    remove = reverse("claim_document_remove", args=[ClaimDocument.objects.first().pk])
    waiting.as_holder.post(remove)
    assert ClaimDocument.objects.count() == 4


def test_addresses_are_forgotten(waiting):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    work_off()
    with later(89):
        look_after_attesters()
    waiting.attestation.refresh_from_db()
    assert waiting.attestation.email
    with later(91):
        look_after_attesters()
    waiting.attestation.refresh_from_db()
    assert (waiting.attestation.email, waiting.attestation.name) == ("", "")
    with later(181):
        look_after_attesters()
    assert not AttesterContact.objects.exists()
