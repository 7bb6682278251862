"""Requests and what hangs on them, as administrators search them; the trail of each on one page."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from employers.admin.trail import trail_of
from employers.models import (
    AttesterContact,
    Correction,
    OrganizationBlock,
    RequestedClaim,
    VerificationRequest,
)
from passports.actions import disputes
from passports.models import Disclosure
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.attesting import EMAIL, answers, link_of, opened_by, the_attestation, work_off
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import make_batch, make_request

LISTS = (
    "verificationrequest",
    "attestationrequest",
    "attestercontact",
    "requestbatch",
    "organizationblock",
    "correction",
    "requestreport",
)


def list_of(name, query=""):
    return reverse(f"admin:employers_{name}_changelist") + query


def page_of(row):
    return reverse(f"admin:employers_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def everything(attested):
    """One row in every list."""
    row = attested.request.requested_claims.first()
    make_batch(organization=attested.organization, by=attested.recruiter)
    OrganizationBlock.objects.create(holder=attested.holder, organization=attested.organization)
    Correction.objects.create(requested_claim=row, was="confirmed", became="differs")
    attested.request.reports.create(
        organization=attested.organization, reporter=attested.holder, reason_code="other"
    )
    return attested


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_their_rows(admin_client, everything, name):
    page = admin_client.get(list_of(name))
    assert page.status_code == 200
    row = page.context_data["cl"].result_list[0]
    assert admin_client.get(page_of(row)).status_code == 200
    assert admin_client.get(list_of(name, f"?q={row.pk}")).context_data["cl"].result_count == 1


@pytest.mark.parametrize("name", LISTS)
def test_staff_without_the_permission_see_none(staff_client, everything, name):
    assert staff_client.get(list_of(name)).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_no_list_or_page_shows_addresses_or_words(admin_client, everything, name):
    VerificationRequest.objects.update(message="Kestrel-4711", invited_name="Kestrel-4711")
    page = admin_client.get(list_of(name))
    row = page.context_data["cl"].result_list[0]
    text = page.content.decode() + admin_client.get(page_of(row)).content.decode()
    for secret in (EMAIL, "Pat Lee", "nadia@people.example", "Kestrel-4711"):
        assert secret not in text


def test_requests_are_found_by_what_administrators_are_told(admin_client, asked):
    other = make_request(organization=MembershipFactory().organization, reference="Ward 7")

    def found(term):
        shown = admin_client.get(list_of("verificationrequest", f"?q={term}"))
        return {row.pk for row in shown.context_data["cl"].result_list}

    request = asked.request
    assert found(request.pk) == found(asked.holder.email) == found(asked.holder.pk) == {request.pk}
    assert found(asked.organization.pk) == {request.pk}
    assert found(other.organization.name.lower()) >= {other.pk}
    assert found("nadia@people.example") == found("ward 7") == {other.pk}
    # A part of an address finds nobody.
    assert found("nadia@people") == set()


def test_the_list_of_requests_asks_as_often_for_many(admin_client, asked):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(list_of("verificationrequest")).status_code == 200
        return len(captured)

    before = queries()
    for number in range(12):
        make_request(organization=asked.organization, reference=str(number))
    assert queries() == before


@pytest.mark.django_db(transaction=True)
def test_the_trail_of_a_request(admin_client, attested):
    """Asked, seen, authorized, an attester mailed, answered, signed, disclosed, disputed."""
    attestation = the_attestation()
    browser = opened_by(attestation)
    browser.post(link_of(attestation), answers("confirmed"))
    work_off()
    row = attested.request.requested_claims.get(answer="confirmed")
    attested.as_holder.post(
        reverse("request_dispute", args=[attested.request.pk, row.pk]),
        {"what_is_wrong": "Kestrel-4711"},
    )
    steps, more = trail_of(attested.request)
    deeds = [step.deed for step in steps]
    assert not more
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    for deed in (
        "request_sent",
        "notice request_received",
        "consent_signed",
        "request_authorized",
        "employers.answer_request: done",
        "attester_asked",
        "employers.mail_attestation: done",
        "claim confirmed",
        "disclosed",
        "request_completed",
        "notice request_answered",
        "dispute_opened",
        "notice answer_disputed",
    ):
        assert deed in deeds, (deed, deeds)
    assert deeds.index("request_sent") < deeds.index("request_authorized")
    assert deeds.index("attester_asked") < deeds.index("request_completed")
    page = admin_client.get(page_of(attested.request)).content.decode()
    assert all(deed in page for deed in deeds)
    for secret in (EMAIL, "Pat Lee", "Kestrel-4711", attested.holder.email, "Zoë"):
        assert secret not in page


def test_the_trail_holds_nothing_of_other_requests(attested):
    other = make_request(organization=attested.organization, holder=attested.holder)
    Disclosure.objects.create(
        holder=attested.holder, organization=attested.organization, purpose=other.purpose
    )
    assert [step.deed for step in trail_of(other)[0]] == []


def test_looks_are_part_of_the_trail(admin_client, asked):
    admin_client.get(page_of(asked.request))
    steps, _more = trail_of(asked.request)
    assert "looked" in [step.deed for step in steps]


def test_a_request_that_was_left_goes_on(admin_client, asked):
    VerificationRequest.objects.update(state="authorized")
    url = reverse("admin:employers_verificationrequest_deed", args=[asked.request.pk, "go-on"])
    assert b"Go on answering" in admin_client.get(page_of(asked.request)).content
    admin_client.post(url)
    assert AuditRow.objects.filter(deed="request_begun_again").count() == 1
    work_off()
    asked.request.refresh_from_db()
    assert asked.request.state == "completed"
    # Then there is nothing left to do.
    assert b"Go on answering" not in admin_client.get(page_of(asked.request)).content
    admin_client.post(url)
    assert AuditRow.objects.filter(deed="request_begun_again").count() == 1


def test_an_attesters_link_is_mailed_again(admin_client, attested):
    attestation = the_attestation()
    before = len(mail.outbox)
    url = reverse("admin:employers_attestationrequest_deed", args=[attestation.pk, "mail-again"])
    admin_client.post(url)
    work_off()
    assert len(mail.outbox) == before + 1
    assert mail.outbox[-1].to == [EMAIL]
    assert AuditRow.objects.filter(deed="attester_mailed_again", object_id=attestation.pk).exists()


def test_staff_without_the_permission_do_nothing(staff_client, attested):
    WorkRow.objects.all().delete()
    attestation = the_attestation()
    for url in (
        reverse("admin:employers_attestationrequest_deed", args=[attestation.pk, "mail-again"]),
        reverse("admin:employers_verificationrequest_deed", args=[attested.request.pk, "go-on"]),
    ):
        assert staff_client.post(url).status_code in (403, 404)
    assert not WorkRow.objects.exists()


def test_attestations_and_contacts_are_found(admin_client, attested):
    def found(name, term):
        shown = admin_client.get(list_of(name, f"?q={term}"))
        return shown.context_data["cl"].result_count

    attestation = the_attestation()
    contact = AttesterContact.objects.get()
    for term in (attestation.request_id, EMAIL, attested.holder.email, attestation.pk):
        assert found("attestationrequest", term) == 1
    for term in (contact.claim_id, EMAIL, attested.holder.email):
        assert found("attestercontact", term) == 1
    assert found("attestationrequest", UserFactory().email) == 0


def test_disputes_of_answers_are_found_from_the_trail(admin_client, asked):
    row = RequestedClaim.objects.filter(request=asked.request).first()
    dispute = disputes.open_dispute(claim=row.claim, what_is_wrong="W", by=asked.holder)
    url = reverse("admin:passports_dispute_changelist") + f"?q={dispute.pk}"
    assert admin_client.get(url).context_data["cl"].result_count == 1
    assert MembershipFactory(role=Role.OWNER)
