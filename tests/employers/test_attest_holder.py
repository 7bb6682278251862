"""What a holder sees of those who are asked, and can do about it."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from employers.actions.attesters import attesting, holding_on
from employers.actions.refusals import MoveLost, NotAllowed
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    Registrar,
    RequestState,
)
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
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    asked.attestation = the_attestation()
    asked.row = asked.request.requested_claims.first()
    asked.page = f"/requests/{asked.request.pk}/"
    return asked


def test_before_authorizing_the_holder_reads_whom_we_would_ask(asked):
    acme = make_acme()
    page = f"/requests/{asked.request.pk}/"
    text = asked.as_holder.get(page).content.decode()
    assert text.count("Name somebody who can confirm it") == 2
    name_contact(asked, email="pat@gmail.com")
    text = asked.as_holder.get(page).content.decode()
    assert "We ask Pat Lee, Human resources, whom you named." in text
    assert "Not sure: the answer came from an address" in text
    Registrar.objects.create(organization=acme, email="registrar@acme.example")
    text = asked.as_holder.get(page).content.decode()
    assert "registrar&#x27;s office of Acme" in text
    assert not AttestationRequest.objects.exists(), "nobody is asked by looking"


def test_whom_the_holder_does_not_authorize_nobody_asks(asked):
    make_acme()
    name_contact(asked)
    mail.outbox.clear()
    asked.as_holder.post(reverse("request_decline", args=[asked.request.pk]))
    work_off()
    assert not AttestationRequest.objects.exists()
    assert not [each for each in mail.outbox if "acme" in each.to[0]]


def test_the_holder_sees_whom_we_asked_and_what_they_said(waiting):
    text = waiting.as_holder.get(waiting.page).content.decode()
    assert "Pat Lee, Human resources, pat@acme.example" in text
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    work_off()
    text = waiting.as_holder.get(waiting.page).content.decode()
    assert "They said: Confirmed." in text


def test_stopping_before_the_answer(waiting):
    waiting.as_holder.post(reverse("row_stop", args=[waiting.row.pk]))
    waiting.row.refresh_from_db()
    waiting.request.refresh_from_db()
    waiting.attestation.refresh_from_db()
    assert (waiting.row.answer, waiting.row.basis["reason"]) == (
        Answer.COULD_NOT_BE_CHECKED,
        "holder_stopped",
    )
    assert waiting.request.state == RequestState.COMPLETED
    assert waiting.attestation.state == AttestationState.STOPPED
    assert "no longer asked" in Client().get(link_of(waiting.attestation)).content.decode()


def test_after_the_answer_nothing_can_be_stopped(waiting):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    work_off()
    page = waiting.as_holder.post(reverse("row_stop", args=[waiting.row.pk]), follow=True)
    assert "This was answered in the meantime" in page.content.decode()
    with pytest.raises(MoveLost):
        holding_on.stop_waiting(row=waiting.row, by=waiting.holder)
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.CONFIRMED


def test_an_answer_that_is_being_signed_wins_over_stopping_only_as_a_whole(waiting):
    """Taken and not yet stored: the holder stops; the credential is theirs, nothing is disclosed
    after what the requester was told."""
    browser = opened_by(waiting.attestation)
    browser.post(link_of(waiting.attestation), answers("confirmed"))
    waiting.as_holder.post(reverse("row_stop", args=[waiting.row.pk]))
    work_off()
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.COULD_NOT_BE_CHECKED
    assert waiting.holder.credentials.count() == 1


def test_asking_somebody_else(waiting):
    name_contact(waiting, email="sam@acme.example")
    waiting.as_holder.post(reverse("row_ask_other", args=[waiting.row.pk]))
    work_off()
    assert "no longer asked" in Client().get(link_of(waiting.attestation)).content.decode()
    following = AttestationRequest.objects.exclude(pk=waiting.attestation.pk).get()
    assert following.email == "sam@acme.example"
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.ASKED
    opened_by(following).post(link_of(following), answers("confirmed"))
    work_off()
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.CONFIRMED


def test_whoever_declined_is_not_asked_again(waiting):
    name_contact(waiting, email="sam@acme.example")
    waiting.as_holder.post(reverse("row_ask_other", args=[waiting.row.pk]))
    following = AttestationRequest.objects.exclude(pk=waiting.attestation.pk).get()
    AttestationRequest.objects.filter(pk=following.pk).update(state="declined")
    page = waiting.as_holder.post(
        reverse("row_ask_other", args=[waiting.row.pk]), follow=True
    ).content.decode()
    assert "Name somebody else first" in page
    assert AttestationRequest.objects.count() == 2


def test_nobody_is_written_to_again_and_again(waiting):
    mail.outbox.clear()
    for _time in range(3):
        page = waiting.as_holder.post(
            reverse("row_ask_other", args=[waiting.row.pk]), follow=True
        ).content.decode()
        assert "Name somebody else first" in page
    work_off()
    assert not mail.outbox
    for number in range(9):
        name_contact(waiting, email=f"sam{number % 2}@acme.example")
        waiting.as_holder.post(reverse("row_ask_other", args=[waiting.row.pk]))
    work_off()
    assert AttestationRequest.objects.count() == attesting.MOST_ASKED


@pytest.mark.parametrize("name", ["row_stop", "row_ask_other", "row_document"])
def test_nobody_else_decides(waiting, name):
    stranger = Client()
    stranger.force_login(UserFactory())
    for client in (stranger, waiting.as_recruiter):
        assert client.post(reverse(name, args=[waiting.row.pk])).status_code == 404
    assert Client().post(reverse(name, args=[waiting.row.pk])).status_code == 302
    with pytest.raises(NotAllowed):
        holding_on.stop_waiting(row=waiting.row, by=waiting.recruiter)
    waiting.row.refresh_from_db()
    assert waiting.row.answer == Answer.ASKED


def test_a_page_of_many_claims_asks_the_database_as_often_as_of_one(waiting):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from employers.attesters.asked_about import asking
    from employers.models import AttestedClaim

    with CaptureQueriesContext(connection) as one:
        asking(waiting.request)
    second = waiting.request.requested_claims.last()
    AttestedClaim.objects.create(
        attestation=waiting.attestation, row=second, revision=second.claim.current
    )
    with CaptureQueriesContext(connection) as two:
        assert len(asking(waiting.request)) == 2
    assert len(one) == len(two)
