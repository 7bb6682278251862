"""One signature for one answer, whatever dies when, and in whose name it is made."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail

from accounts.models import Organization
from employers.actions import answering
from employers.actions.attesters import keeping, signing
from employers.actions.attesters.answering import SIGN_WORK
from employers.actions.attesters.time_passing import resume_signing
from employers.models import Answer, AttestationRequest, AttestedClaim, RequestState
from passports.actions import claims, evidence, issuing
from passports.models import (
    Assurance,
    Credential,
    Document,
    IssuedStatusEntry,
    Proposal,
    VerificationReport,
)
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.running import run_row
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

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


@pytest.fixture
def answered(asked):
    """The answer was taken, no worker has looked at it."""
    asked.acme = make_acme()
    name_contact(asked)
    authorize(asked)
    attestation = the_attestation()
    opened_by(attestation).post(link_of(attestation), answers("confirmed"))
    asked.attestation = attestation
    asked.work = WorkRow.objects.get(kind=SIGN_WORK)
    return asked


def test_two_who_answered_at_once_are_each_signed_by_their_own_work(asked):
    make_acme()
    name_contact(asked)
    name_contact(asked, asked.claims[1], email="kim@acme.example")
    authorize(asked)
    for attestation in AttestationRequest.objects.all():
        opened_by(attestation).post(link_of(attestation), answers("confirmed"))
    for row in WorkRow.objects.filter(kind=SIGN_WORK):
        run_row(row.id)
    said = AttestedClaim.objects.values_list("attestation", "row__answer", "issued")
    assert [answer for _whose, answer, _issued in said] == ["confirmed", "confirmed"]
    assert len({issued for _whose, _answer, issued in said}) == 2


def due_again(work):
    """What the sweeper does when the lease of a dead worker has run out."""
    WorkRow.objects.filter(pk=work.pk).update(
        state=WorkState.QUEUED, token=None, lease_until=None, due_at=work.created_at
    )


KILLED_AT = {
    "before anything is signed": (issuing, "issue_attestation"),
    "between signing and keeping the signature": (signing.json, "dumps"),
    "between signing and checking": (signing, "verify_for"),
    "while storing": (keeping.credentials, "keep"),
    "after the report": (evidence, "attach"),
    "before disclosing": (signing, "settle"),
    "while disclosing": (answering, "disclose"),
    "at the very end": (signing, "tell_holder"),
}


@pytest.mark.parametrize("where", KILLED_AT)
def test_a_worker_killed_anywhere_loses_and_doubles_nothing(answered, where):
    with mock.patch.object(*KILLED_AT[where], side_effect=Killed), pytest.raises(Killed):
        run_row(answered.work.pk)
    answered.request.refresh_from_db()
    assert answered.request.state == RequestState.AUTHORIZED
    assert not Credential.objects.exists()
    assert len(attestations_issued()) <= 1
    due_again(answered.work)
    work_off()
    answered.request.refresh_from_db()
    assert answered.request.state == RequestState.COMPLETED
    row = answered.request.requested_claims.first()
    assert row.answer == Answer.CONFIRMED
    for model, number in (
        (Credential, 1),
        (Document, 1),
        (VerificationReport, 1),
    ):
        assert model.objects.count() == number, model
    (issued,) = attestations_issued()
    assert issued.status_entries.count() == 2
    told = [each for each in mail.outbox if "answered about you" in each.subject]
    assert len(told) == 1


def test_two_workers_at_once_sign_once(answered):
    """Both have read that nothing is signed; the slower one finds that it lost."""
    attestation = signing._answered(answered.attestation.pk)
    faster, slower = (AttestedClaim.objects.get() for _worker in range(2))
    first = signing._signed_once(faster, attestation, answered.holder)
    assert slower.signed is None
    assert signing._signed_once(slower, attestation, answered.holder) == first
    assert len(attestations_issued()) == 1
    assert IssuedStatusEntry.objects.count() == 2
    work_off()
    assert Credential.objects.count() == 1


def test_it_runs_again_without_effect(answered):
    run_row(answered.work.pk)
    before = Credential.objects.get().latest_report_id
    effect = signing.sign(attestation_id=answered.attestation.pk)
    effect()
    assert Credential.objects.get().latest_report_id == before
    assert len(attestations_issued()) == 1
    assert AttestedClaim.objects.get().signed is None, "the document holds the bytes"
    assert Proposal.objects.get().state == "accepted", "nobody is asked to add it as a claim"


def test_an_organization_suspended_meanwhile_signs_nothing(answered):
    Organization.objects.filter(pk=answered.acme.pk).update(vetting="suspended")
    work_off()
    (issued,) = attestations_issued()
    assert issued.organization is None
    credential = Credential.objects.get()
    assert credential.issuer_name == "Career Passport"
    assert credential.summary["attestation"]["level"] == "low"


def test_a_suspended_requester_gets_the_answer_when_it_is_back(answered):
    Organization.objects.filter(pk=answered.organization.pk).update(vetting="suspended")
    work_off()
    row = answered.request.requested_claims.first()
    assert row.answer == Answer.ASKED
    assert Credential.objects.count() == 1
    Organization.objects.filter(pk=answered.organization.pk).update(vetting="vetted")
    AttestationRequest.objects.update(ended_at=answered.work.created_at - timedelta(hours=1))
    assert resume_signing() == 1
    work_off()
    row.refresh_from_db()
    assert row.answer == Answer.CONFIRMED
    assert resume_signing() == 0
    assert Credential.objects.count() == 1


def test_the_name_of_a_free_mail_attester_says_less_everywhere(asked):
    name_contact(asked, email="pat@gmail.com")
    authorize(asked)
    attestation = the_attestation()
    browser = opened_by(attestation)
    form = browser.get(link_of(attestation)).content.decode()
    assert "We cannot tie your address to the organization" in form
    browser.post(link_of(attestation), answers("confirmed"))
    work_off()
    (issued,) = attestations_issued()
    assert issued.organization is None, "the portal signs, nobody else"
    credential = Credential.objects.get()
    assert "free-mail address" in credential.summary["attestation"]["narrative"]
    assert credential.summary["attestation"]["level"] == "low"
    asked.claims[0].refresh_from_db()
    assert asked.claims[0].assurance == Assurance.DOCUMENT_ON_FILE
    page = asked.as_recruiter.get(f"/employer/requests/{asked.request.pk}/").content.decode()
    assert "a free-mail address, which anybody can have" in page
    assert "Confirmed, but we cannot tell by whom" in page
    assert "We cannot tell who answered: the answer came from an address that nobody" in page
    claim = asked.as_holder.get(f"/claims/{asked.claims[0].pk}/").content.decode()
    assert "nobody can tie to the organization" in claim


def test_a_claim_that_was_changed_meanwhile_is_answered_as_it_was_asked(answered):
    revision = answered.claims[0].current
    claims.update(
        claim=answered.claims[0],
        values={"title": "Astronaut", "organization_name": "Acme"},
        by=answered.holder,
    )
    work_off()
    row = answered.request.requested_claims.first()
    assert row.answer == Answer.CONFIRMED
    assert row.basis["revision"] == str(revision.pk)
    page = answered.as_recruiter.get(f"/employer/requests/{answered.request.pk}/")
    assert "Astronaut" not in page.content.decode()
    answered.claims[0].refresh_from_db()
    assert answered.claims[0].assurance == Assurance.DOCUMENT_ON_FILE, "it says something else"
