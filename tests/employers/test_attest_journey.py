"""From naming a contact to the employer who reads the answer, and the next, who has it at once."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from employers.actions import requests
from employers.models import Answer, AttestationState, Layer, RequestState
from passports.models import Assurance, Credential
from tests.employers.attesting import (
    answers,
    attestations_issued,
    authorize,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)
from tests.employers.rows import make_share
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(asked):
    """Authorized: Pat at Acme was asked about the first claim, nobody about the second."""
    asked.acme = make_acme()
    name_contact(asked)
    mail.outbox.clear()
    authorize(asked)
    asked.attestation = the_attestation()
    return asked


def test_the_whole_way(waiting):
    first, second = waiting.request.requested_claims.all()
    assert (first.answer, first.layer) == (Answer.ASKED, Layer.ATTESTER)
    assert second.answer == Answer.COULD_NOT_BE_CHECKED
    [sent] = [each for each in mail.outbox if each.to == ["pat@acme.example"]]
    assert waiting.organization.name in sent.body
    assert "Hiring decision" in sent.body
    url = link_of(waiting.attestation)
    assert url in sent.body
    page = Client().get(url)
    assert page.status_code == 200
    assert "Welder" not in page.content.decode(), "the link alone tells no claim"
    waiting.attestation.refresh_from_db()
    assert waiting.attestation.state == AttestationState.SENT

    browser = opened_by(waiting.attestation)
    form = browser.get(url).content.decode()
    assert "Welder" in form
    assert "Spanish" not in form
    posted = browser.post(url, answers("confirmed"))
    assert posted.status_code == 302
    assert "Thank you" in browser.get(url).content.decode()
    assert Client().get(url).status_code == 410
    work_off()
    first.refresh_from_db()
    waiting.request.refresh_from_db()
    assert first.answer == Answer.CONFIRMED, first.basis
    assert first.source_name == "Acme"
    assert waiting.request.state == RequestState.COMPLETED
    page = waiting.as_recruiter.get(reverse("employer_request", args=[waiting.request.pk]))
    text = page.content.decode()
    assert "in a credential that Acme issued" in text
    assert "HR manager, Acme" in text
    assert "pat@acme.example" not in text
    assert "Pat Lee" not in text
    receipt = mail.outbox[-1]
    assert "Thank you" in " ".join(each.body for each in mail.outbox)
    assert receipt

    credential = Credential.objects.get(holder=waiting.holder)
    assert credential.verdict == "verified"
    assert "HR manager" in credential.summary["attestation"]["narrative"]
    waiting.claims[0].refresh_from_db()
    assert waiting.claims[0].assurance == Assurance.ATTESTED
    assert [each.organization for each in attestations_issued()] == [waiting.acme]


def test_the_same_question_is_never_asked_twice(waiting):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers("confirmed"))
    work_off()
    other = MembershipFactory(role=Role.RECRUITER)
    share = make_share(waiting.holder, other.organization, waiting.claims[0])
    again = requests.send(
        organization=other.organization,
        by=other.user,
        share=share,
        claims=[waiting.claims[0]],
        purpose="Another job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    sign_and_authorize(request=again, by=waiting.holder, included={again.requested_claims.get().pk})
    work_off()
    row = again.requested_claims.get()
    assert (row.answer, row.layer) == (Answer.CONFIRMED, Layer.HELD)
    assert the_attestation().pk == waiting.attestation.pk


def test_what_differs_says_with_what(waiting):
    browser = opened_by(waiting.attestation)
    url = link_of(waiting.attestation)
    unchanged = browser.post(url, answers("differs", title_0="Welder", organization_name_0="Acme"))
    assert "You have changed nothing that matters" in unchanged.content.decode()
    browser.post(url, answers("differs", title_0="Cleaner", organization_name_0="Acme"))
    work_off()
    row = waiting.request.requested_claims.first()
    assert row.answer == Answer.DIFFERS
    waiting.claims[0].refresh_from_db()
    assert waiting.claims[0].assurance == Assurance.DOCUMENT_ON_FILE
    for reader, name in (
        (waiting.as_recruiter, "employer_request"),
        (waiting.as_holder, "request_for_me"),
    ):
        page = reader.get(reverse(name, args=[waiting.request.pk])).content.decode()
        assert "What it says: title “Cleaner”." in page


@pytest.mark.parametrize(
    ("said", "reason"),
    [("cannot_say", "attester_cannot_say"), ("refused", "attester_refused")],
)
def test_no_answer_is_not_a_negative(waiting, said, reason):
    opened_by(waiting.attestation).post(link_of(waiting.attestation), answers(said))
    work_off()
    row = waiting.request.requested_claims.first()
    assert row.answer == Answer.COULD_NOT_BE_CHECKED
    assert row.basis["reason"] == reason
    assert not Credential.objects.exists()
    assert not attestations_issued()
