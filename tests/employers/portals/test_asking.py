"""Another portal is asked: what it is told, what its answer becomes, and all that can go wrong."""

import datetime as dt
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import AgeBand, Organization
from employers.actions import requests
from employers.actions.answering import BEGIN_WORK
from employers.actions.attesters import signing
from employers.actions.consent import guardians, signed_alone
from employers.actions.portals import answers as portal_answers
from employers.actions.portals import peers as portal_peers
from employers.actions.portals import sending as portal_sending
from employers.models import (
    Answer,
    InquiryState,
    Layer,
    PeerInstitution,
    PortalInquiry,
    RequestState,
    SignedConsent,
)
from passports.models import Assurance, Credential, RecognizedIssuer, VerificationReport
from passports.standards.signing_key import SigningKey
from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.kernel.work.running import run_row
from tests.employers.attesting import authorize, name_contact, work_off
from tests.employers.guarding import ask as ask_guardian
from tests.employers.guarding import the_guardian
from tests.employers.portals.conftest import add_peer
from tests.employers.portals.fake import OtherPortal
from tests.employers.rows import make_claim, make_share
from tests.factories.accounts import UserFactory
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


def ask_only_the_first(world):
    world.request.requested_claims.exclude(claim=world.claims[0]).delete()


@pytest.fixture
def first(world):
    ask_only_the_first(world)
    return world


def row_of(world):
    return world.request.requested_claims.get(claim=world.claims[0])


def test_the_answer_is_told_and_becomes_a_credential(first):
    authorize(first)
    row = row_of(first)
    assert (row.answer, row.layer) == (Answer.CONFIRMED, Layer.PORTAL)
    assert row.source_name == "Portal B"
    assert first.request.state == RequestState.COMPLETED
    credential = Credential.objects.get()
    assert credential.holder == first.holder
    assert credential.verdict == "verified"
    first.claims[0].refresh_from_db()
    assert first.claims[0].assurance == Assurance.ATTESTED
    inquiry = PortalInquiry.objects.get()
    assert (inquiry.state, inquiry.credential, inquiry.received) == ("answered", credential, None)
    page = first.as_recruiter.get(f"/employer/requests/{first.request.pk}/").content.decode()
    assert "the portal Portal B has checked it in the records of Acme" in page
    assert "email address" not in page.split("Portal B has checked")[1][:200]


def test_what_the_other_portal_is_told(first):
    authorize(first)
    (message,), (header,) = first.other.messages, first.other.headers
    inquiry = PortalInquiry.objects.get()
    assert message["path"] == "/api/requests"
    assert header["typ"] == "portal-request+jwt"
    assert header["kid"].startswith(message["iss"] + "#")
    assert (message["aud"], message["jti"]) == (first.other.did, str(inquiry.pk))
    assert 0 < message["exp"] - message["iat"] <= 300
    assert message["person"] == {"email": first.holder.email}
    (claim,) = message["claims"]
    assert (claim["kind"], claim["title"], claim["organization_name"]) == (
        "employment",
        "Welder",
        "Acme",
    )
    consent = message["consent"]
    assert consent["requester"] == first.organization.name
    assert consent["purpose"] == first.request.purpose
    assert consent["claims"] == [claim["id"]]
    signed = SignedConsent.objects.get()
    assert dt.datetime.fromisoformat(consent["given_at"]) == signed.signed_at
    assert consent["signed"]["digest"] == f"sha256:{signed.digest}"
    assert [each["row"] for each in consent["signed"]["content"]["records"]] == [claim["id"]]
    assert "Portal B" in consent["signed"]["content"]["records"][0]["who"][0]
    assert "Zoë" not in str(message)


def test_the_second_ask_is_answered_from_what_is_held(first):
    authorize(first)
    again = requests.send(
        organization=first.organization,
        by=first.recruiter,
        share=make_share(first.holder, first.organization, first.claims[0]),
        claims=[first.claims[0]],
        purpose="Another job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    first.request = again
    authorize(first)
    assert row_of(first).layer == Layer.HELD
    assert row_of(first).answer == Answer.CONFIRMED
    assert len(first.other.messages) == 1


def test_what_differs_is_said(first):
    claim = first.claims[0].current
    claim.end, claim.end_precision = dt.date(2020, 1, 1), "year"
    claim.save()
    first.other.answering = lambda message: first.other.confirm(
        {**message, "claims": [{**message["claims"][0], "end": "2021"}]}
    )
    authorize(first)
    assert row_of(first).answer == Answer.DIFFERS
    assert first.claims[0].evidence.get().fields["end"] == "differs"


def no_answer(message):
    answers = [
        {"id": each["id"], "answer": "could_not_be_checked", "credential": None}
        for each in message["claims"]
    ]
    return {"inquiry": message["jti"], "answers": answers}


def test_could_not_be_checked_asks_the_attester(first):
    first.other.answering = no_answer
    name_contact(first)
    authorize(first)
    row = row_of(first)
    assert (row.answer, row.layer) == (Answer.ASKED, Layer.ATTESTER)
    assert PortalInquiry.objects.get().state == InquiryState.ANSWERED


def test_without_an_attester_the_reason_is_told(first):
    first.other.answering = no_answer
    authorize(first)
    row = row_of(first)
    assert (row.answer, row.basis["reason"]) == ("could_not_be_checked", "portal_could_not")
    assert first.request.state == RequestState.COMPLETED
    page = first.as_recruiter.get(f"/employer/requests/{first.request.pk}/").content.decode()
    assert "holds nothing that proves it" in page


def test_another_portal_with_the_same_records_is_asked_next(first, settings):
    first.other.answering = no_answer
    second = OtherPortal("did:web:portal-c.example")
    settings.OUTBOUND_ALLOWED_ORIGINS |= {second.url}
    second.answering = no_answer
    add_peer(second)
    authorize(first)
    second.close()
    assert len(first.other.messages) == len(second.messages) == 1
    assert row_of(first).basis["reason"] == "portal_could_not"


def forged(first):
    return lambda message: first.other.confirm(message, key=SigningKey.generate())


def of_somebody_else(first):
    return lambda message: first.other.confirm(
        {**message, "person": {"email": "somebody@else.example"}}
    )


def of_another_claim(first):
    return lambda message: first.other.confirm(message, title="Astronaut")


def by_another_issuer(first):
    key = SigningKey.generate()

    def attest(message):
        claim = message["claims"][0]
        said = first.other.confirm(message)
        made = OtherPortal(key.did)
        made.key = key
        said["answers"][0]["credential"] = made.attest(claim, message["person"]["email"])
        made.close()
        return said

    return attest


BAD = {
    "forged": (forged, "answer_not_verified"),
    "somebody else's": (of_somebody_else, "answer_for_another"),
    "about another claim": (of_another_claim, "answer_about_another"),
    "by another issuer": (by_another_issuer, "answer_by_another"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_is_no_answer(first, what):
    make, reason = BAD[what]
    first.other.answering = make(first)
    authorize(first)
    row, inquiry = row_of(first), PortalInquiry.objects.get()
    assert (inquiry.state, inquiry.reason, inquiry.received) == ("failed", reason, None)
    assert row.basis["reason"] == "portal_not_believed"
    assert row.answer == Answer.COULD_NOT_BE_CHECKED
    assert not Credential.objects.exists()
    assert AuditRow.objects.get(deed="portal_gave_no_answer").codes["reason"] == reason


def test_a_signer_that_no_registry_knows_is_not_believed(first):
    RecognizedIssuer.objects.all().delete()
    authorize(first)
    assert PortalInquiry.objects.get().reason == "answer_not_recognized"
    assert not Credential.objects.exists()


RAW = {
    "not JSON": (200, b"<html>"),
    "not an object": (200, b"[]"),
    "an answer to something else": (200, b'{"answers": [{"id": "x", "answer": "confirmed"}]}'),
    "deep": (200, b"[" * 10_000),
    "too large": (200, b" " * 600_000),
    "refused": (403, b"{}"),
    "conflict": (409, b"{}"),
    "failing": (500, b"{}"),
    "busy": (429, b"{}"),
}


@pytest.mark.parametrize("what", RAW)
def test_an_answer_that_cannot_be_read_asks_the_attester(first, what):
    first.other.status, body = RAW[what]
    first.other.answering = lambda message: body
    name_contact(first)
    authorize(first)
    assert row_of(first).layer == Layer.ATTESTER
    assert PortalInquiry.objects.get().state == InquiryState.FAILED
    # What may be better later is asked three times, with one id.
    ids = [message["jti"] for message in first.other.messages]
    assert len(set(ids)) == 1
    assert len(ids) == (3 if what in ("failing", "busy") else 1)


def test_it_is_never_redirected(first):
    trap = OtherPortal()
    first.other.status, first.other.redirect_to = 307, f"{trap.url}/api/requests"
    authorize(first)
    trap.close()
    assert not trap.messages
    assert PortalInquiry.objects.get().reason == "portal_redirects"


def test_a_portal_that_hangs(first):
    first.other.hangs.set()
    with mock.patch.object(portal_sending, "LIMITS", portal_sending.Limits(total_seconds=0.3)):
        authorize(first)
    assert PortalInquiry.objects.get().reason == "portal_too_slow"
    assert row_of(first).basis["reason"] == "portal_silent"


def test_a_portal_that_is_down(first):
    first.other.close()
    authorize(first)
    assert PortalInquiry.objects.get().reason == "portal_unreachable"


def test_a_private_address_is_not_asked(first, settings):
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset()
    authorize(first)
    assert not first.other.messages
    assert PortalInquiry.objects.get().reason == "portal_refused"


KILLED_AT = {
    "before asking": (portal_sending, "guarded_send"),
    "after the answer": (portal_sending, "parse"),
    "before checking": (portal_sending, "verify_for"),
    "while storing": (portal_answers, "keep_answer"),
    "before disclosing": (portal_answers, "settle"),
}


@pytest.mark.parametrize("where", KILLED_AT)
def test_a_worker_killed_anywhere_loses_and_doubles_nothing(first, where):
    with mock.patch.object(*KILLED_AT[where], side_effect=Killed), pytest.raises(Killed):
        authorize(first)
    assert not Credential.objects.exists()
    work = WorkRow.objects.get(kind="employers.ask_portal")
    WorkRow.objects.filter(pk=work.pk).update(
        state=WorkState.QUEUED, token=None, lease_until=None, due_at=work.created_at
    )
    work_off()
    assert row_of(first).answer == Answer.CONFIRMED
    assert Credential.objects.count() == VerificationReport.objects.count() == 1
    assert len(first.other.messages) == 1, "nobody is asked again whose answer is here"


def test_withdrawn_meanwhile_sends_nothing(first):
    rows = first.request.requested_claims.values_list("id", flat=True)
    sign_and_authorize(request=first.request, by=first.holder, included=set(rows))
    begin = WorkRow.objects.get(kind="employers.answer_request")
    run_row(begin.pk)
    requests.withdraw(request=first.request, by=first.recruiter)
    work_off()
    assert not first.other.messages
    assert PortalInquiry.objects.get().state == InquiryState.STOPPED


def test_withdrawn_after_the_answer_stores_nothing(first):
    def withdraw(*_args, **_options):
        requests.withdraw(request=first.request, by=first.recruiter)
        return signing.parse(bytes(PortalInquiry.objects.get().received or b"{}"))

    with mock.patch.object(portal_sending, "parse", withdraw):
        authorize(first)
    assert not Credential.objects.exists()
    assert PortalInquiry.objects.get().received is None


def test_a_suspended_requester_gets_the_answer_when_it_is_back(first):
    def suspend(message):
        Organization.objects.filter(pk=first.organization.pk).update(vetting="suspended")
        return first.other.confirm(message)

    first.other.answering = suspend
    authorize(first)
    assert row_of(first).answer == Answer.ASKED
    assert Credential.objects.count() == 1, "it is the holder's"
    assert portal_answers.resume() == 0
    Organization.objects.filter(pk=first.organization.pk).update(vetting="vetted")
    assert portal_answers.resume() == 1
    assert row_of(first).answer == Answer.CONFIRMED
    assert portal_answers.resume() == 0


def test_one_that_is_not_answered_in_time_is_given_up(first):
    with mock.patch.object(portal_sending, "send", return_value=None):
        authorize(first)
    assert portal_answers.give_up_overdue() == 0
    PortalInquiry.objects.update(expires_at=timezone.now())
    assert portal_answers.give_up_overdue() == 1
    assert row_of(first).basis["reason"] == "portal_silent"
    assert first.request.requested_claims.get().answer == Answer.COULD_NOT_BE_CHECKED


def test_only_proven_addresses_and_only_the_fitting_one(first):
    EmailAddress.objects.create(user=first.holder, email="zoe@acme.example", verified=True)
    EmailAddress.objects.create(user=first.holder, email="zoe@unproven.acme.example")
    PeerInstitution.objects.update(domain="acme.example")
    authorize(first)
    assert first.other.messages[0]["person"] == {"email": "zoe@acme.example"}


def test_without_a_proven_address_nobody_is_asked(first):
    EmailAddress.objects.filter(user=first.holder).delete()
    authorize(first)
    assert not PortalInquiry.objects.exists()
    assert row_of(first).basis["reason"] == "no_credential"


def test_another_institution_is_not_asked_about(first):
    PeerInstitution.objects.update(name="Somewhere else")
    authorize(first)
    assert not first.other.messages


def test_a_portal_that_is_switched_off_is_not_asked(first):
    portal_peers.switch_off(peer=first.peer, reason="They are gone.", by=None)
    authorize(first)
    assert not PortalInquiry.objects.exists()


def test_switched_off_while_it_answers(first):
    def answer(message):
        portal_peers.switch_off(peer=first.peer, reason="They are gone.", by=None)
        return first.other.confirm(message)

    first.other.answering = answer
    authorize(first)
    assert not Credential.objects.exists()


def test_the_holder_reads_beforehand_who_is_asked(first):
    page = first.as_holder.get(f"/requests/{first.request.pk}/").content.decode()
    assert "We ask the portal Portal B, which holds records of Acme" in page
    assert first.holder.email in page
    assert "Portal B" not in Client().get("/").content.decode()


def test_many_claims_are_asked_one_by_one(world):
    other_claim = make_claim(UserFactory(), title="Not theirs")
    authorize(world)
    assert {message["claims"][0]["title"] for message in world.other.messages} == {
        "Welder",
        "Spanish",
    }
    assert other_claim.current.title not in str(world.other.messages)
    told = PortalInquiry.objects.values_list("state", "reason", "row__answer")
    assert list(told) == [("answered", "", "confirmed")] * 2, "each has an answer of its own"


def test_it_is_asked_anew_once_a_guardian_has_agreed(first):
    """The first question was about somebody who had signed alone and turned out to be under 18."""
    included = {row_of(first).pk}
    sign_and_authorize(request=first.request, by=first.holder, included=included)
    run_row(WorkRow.objects.get(kind=BEGIN_WORK).pk)
    assert PortalInquiry.objects.get().state == InquiryState.WAITING
    first.holder.age_band = AgeBand.MINOR
    first.holder.save()
    assert signed_alone.end_all() == 1
    work_off()
    assert not first.other.messages, "nothing was sent without a guardian"
    first.request.refresh_from_db()
    first.rows = [row_of(first)]
    ask_guardian(first)
    guardians.agree(guardian=the_guardian(), name="Sam Parent")
    work_off()
    assert row_of(first).layer == Layer.PORTAL
    (message,) = first.other.messages
    assert message["consent"]["signed"]["guardian_agreed_at"]


def test_what_comes_back_is_kept_with_its_own_question(world):
    authorize(world)
    world.request.requested_claims.update(answer=Answer.ASKED)
    type(world.request).objects.update(state=RequestState.AUTHORIZED)
    PortalInquiry.objects.update(state=InquiryState.SENT, received=None)
    one, other = PortalInquiry.objects.all()
    assert portal_sending.send(inquiry_id=one.pk)
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.received
    assert other.received is None
