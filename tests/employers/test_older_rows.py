"""What rows from before a column say after the migrations."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from employers.actions import requests as deeds
from employers.admin.trail import trail_of
from employers.asking.inbox import inbox
from employers.models import (
    AttestationRequest,
    RequestDisclosure,
    RequestedClaim,
    VerificationRequest,
)
from passports.models import Disclosure
from tests.employers.attesting import authorize, work_off
from tests.employers.rows import make_credential, tie
from tests.employers.test_attestations_inbox import ask, office, page
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db
filling = import_module("employers.migrations.0013_jobs_and_disclosures_found")
by_name = import_module("employers.migrations.0015_inboxes")
assert office


class TestTheJob:
    def test_older_questions_are_found_by_it(self, office):
        ask(reference="Ward 4 / É-17")
        ask(name="Bo Li", reference="Ward 5")
        AttestationRequest.objects.filter(request__reference="Ward 4 / É-17").update(
            search_folded="zoe alvarez"
        )
        assert "Zoë" not in page(office, q="ward e-17")
        for _again in range(2):
            filling.find_by_job(apps, None)
        assert "Zoë" in page(office, q="ward e-17")
        assert "Zoë" in page(office, q="alvarez 17")
        assert "Bo Li" not in page(office, q="e-17")
        row = AttestationRequest.objects.get(request__reference="Ward 4 / É-17")
        assert row.search_folded == "zoe alvarez ward 4 / e-17"

    def test_older_requests_are_found_by_it(self, asked):
        VerificationRequest.objects.update(reference="Schweißer 9", search_folded="")

        def found():
            return list(inbox(organization=asked.organization, search="SCHWEISSER 9"))

        assert not found()
        filling.find_by_job(apps, None)
        assert found() == [asked.request]

    def test_requests_from_a_share_are_found_by_the_person(self, asked):
        name = asked.request.holder.display_name
        VerificationRequest.objects.update(search_folded="")
        assert not inbox(organization=asked.organization, search=name)
        by_name.find_by_name(apps, None)
        assert list(inbox(organization=asked.organization, search=name)) == [asked.request]
        again = VerificationRequest.objects.get()
        again.fold()
        found = VerificationRequest.objects.get().search_folded
        assert found.split() == again.search_folded.split()


def disclosed_in(request):
    steps, _more = trail_of(request)
    return {step.about_id for step in steps if step.deed == "disclosed"}


class TestDisclosures:
    @pytest.fixture
    def two(self, opened):
        """Two requests of one organization to one holder, for the same purpose, about the same
        claims, both answered."""
        for claim in opened.claims:
            tie(claim, make_credential(opened.holder))
        opened.requests = []
        for _number in range(2):
            request = deeds.send(
                organization=opened.organization,
                by=opened.recruiter,
                share=opened.share,
                claims=opened.claims,
                purpose="Hiring decision for a job",
                deadline=timezone.now() + dt.timedelta(days=7),
            )
            rows = set(request.requested_claims.values_list("id", flat=True))
            sign_and_authorize(request=request, by=opened.holder, included=rows)
            work_off()
            request.refresh_from_db()
            opened.requests.append(request)
        return opened

    def test_a_trail_shows_its_own_and_no_other(self, two):
        first, second = (disclosed_in(request) for request in two.requests)
        assert len(first) == len(second) == 1
        assert not first & second
        for request, shown in zip(two.requests, (first, second), strict=True):
            assert set(request.disclosures.values_list("disclosure_id", flat=True)) == shown

    def test_older_ones_are_tied_where_it_is_certain(self, two):
        before = set(RequestDisclosure.objects.values_list("request_id", "disclosure_id"))
        RequestDisclosure.objects.all().delete()
        first, _second = two.requests
        # Long apart, as it is in life.
        for table in (Disclosure, RequestedClaim):
            _earlier(table, first, dict(before))
        for _again in range(2):
            filling.tie_disclosures(apps, None)
        assert set(RequestDisclosure.objects.values_list("request_id", "disclosure_id")) == before

    def test_older_ones_stay_untied_where_it_is_not(self, two):
        RequestDisclosure.objects.all().delete()
        RequestedClaim.objects.update(answered_at=timezone.now())
        Disclosure.objects.update(created_at=timezone.now())
        filling.tie_disclosures(apps, None)
        assert not RequestDisclosure.objects.exists()
        assert not disclosed_in(two.requests[0])

    def test_the_only_request_is_certain(self, asked):
        tie(asked.claims[0], make_credential(asked.holder))
        authorize(asked)
        RequestDisclosure.objects.all().delete()
        RequestedClaim.objects.update(answered_at=None)
        filling.tie_disclosures(apps, None)
        assert asked.request.disclosures.count() == Disclosure.objects.filter(share=None).count()

    def test_what_a_share_showed_belongs_to_no_request(self, asked):
        authorize(asked)
        RequestDisclosure.objects.all().delete()
        filling.tie_disclosures(apps, None)
        ties = RequestDisclosure.objects.filter(disclosure__share__isnull=False)
        assert not ties.exists()
        assert Disclosure.objects.filter(share__isnull=False).exists()


def _earlier(table, request, ties):
    day = dt.timedelta(days=1)
    VerificationRequest.objects.filter(pk=request.pk).update(decided_at=timezone.now() - 2 * day)
    if table is Disclosure:
        Disclosure.objects.filter(pk=ties[request.pk]).update(created_at=timezone.now() - day)
    else:
        request.requested_claims.update(answered_at=timezone.now() - day)


def test_the_page_of_a_disclosure_is_where_the_trail_leads(asked):
    authorize(asked)
    steps, _more = trail_of(asked.request)
    for step in steps:
        if step.deed == "disclosed":
            assert step.url == reverse("admin:passports_disclosure_change", args=[step.about_id])
