"""Documents are kept as they were, so that an answer can be given as of their day."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from passports.actions import archiving
from passports.adapters import fetching
from passports.adapters.verifying import verify_as_of
from passports.issuer_history import key_periods
from passports.models import ArchivedBody, ArchivedDocument, VerificationReport
from passports.standards import parse
from passports.standards.types import Fetched
from portal.kernel.outbound import OutboundError
from tests.factories.passports import CredentialFactory
from tests.factories.signed import KEY, OTHER_KEY
from tests.passports.archive.world import (
    APRIL,
    DID_URL,
    ISSUER,
    LIST_URL,
    MARCH,
    MAY,
    checked_again,
    codes,
    credential,
    did_document,
    kept,
    status_list,
    with_status,
)

pytestmark = pytest.mark.django_db


def test_what_a_report_rested_on_is_kept_once_for_all_holders(network):
    with time_machine.travel(MARCH, tick=False):
        first, second = kept(credential()), kept(credential())
    assert first.verdict == second.verdict == "verified"
    [row] = ArchivedDocument.objects.all()
    assert (row.url, row.kind, row.fetched_at) == (DID_URL, "public", MARCH)
    assert bytes(row.body.content) == did_document()
    assert set(row.reports.all()) == set(VerificationReport.objects.all())


def test_the_same_bytes_again_are_seen_later_and_other_bytes_are_another_version(network):
    content = credential()
    with time_machine.travel(MARCH, tick=False):
        row = kept(content)
    with time_machine.travel(APRIL, tick=False):
        checked_again(row, content)
    assert [(d.fetched_at, d.last_seen_at) for d in ArchivedDocument.objects.all()] == [
        (MARCH, APRIL)
    ]
    network.published[DID_URL] = did_document(OTHER_KEY)
    with time_machine.travel(MAY, tick=False):
        checked_again(row, content)
    assert row.verdict == "not_verified"
    assert ArchivedDocument.objects.count() == ArchivedBody.objects.count() == 2


def test_bytes_that_come_back_are_stored_once(network):
    for number, key in enumerate((KEY, OTHER_KEY, KEY)):
        moment = MARCH + timedelta(days=number)
        archiving.archive(Fetched(DID_URL, did_document(key), "application/json", moment))
    assert (ArchivedDocument.objects.count(), ArchivedBody.objects.count()) == (3, 2)


PERSONAL = {
    "a hosted badge": {"type": "Assertion", "recipient": {"identity": "a@example.org"}},
    "a credential": {"type": ["VerifiableCredential"], "credentialSubject": {"name": "Ana"}},
    "a presentation": {"type": "VerifiablePresentation"},
    "a page": b"<html>",
}


@pytest.mark.parametrize("name", PERSONAL)
def test_what_may_speak_of_a_person_is_never_archived(name):
    body = PERSONAL[name]
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = Fetched("https://a.example/1", content, "application/json", MARCH)
    assert archiving.archive(answer) is None
    assert not ArchivedDocument.objects.exists()
    assert not ArchivedBody.objects.exists()


def test_a_closed_school_stays_verifiable_and_the_check_says_since_when(network, client):
    content = credential()
    with time_machine.travel(MARCH, tick=False):
        row = kept(content)
    network.published.clear()
    with time_machine.travel(MAY, tick=False):
        report = checked_again(row, content)
    assert row.verdict == "verified"
    assert codes(report)["issuer_key"] == "passed key_authorized_archived"
    client.force_login(row.holder)
    page = client.get(reverse("credential", args=[row.id])).content.decode()
    assert "When we last could, on 10 March 2026" in page


def test_an_address_that_we_refuse_is_not_answered_from_the_archive(network, monkeypatch):
    content = credential()
    with time_machine.travel(MARCH, tick=False):
        row = kept(content)

    def refuse(url, **limits):
        raise OutboundError("refused")

    monkeypatch.setattr(fetching, "guarded_fetch", refuse)
    assert codes(checked_again(row, content))["issuer_key"].startswith("could_not_check")


class TestRevocation:
    content = staticmethod(with_status)

    def test_an_old_list_is_no_answer_for_now_and_one_for_its_day(self, network):
        network.published[LIST_URL] = status_list()
        with time_machine.travel(MARCH, tick=False):
            row = kept(self.content())
        assert row.verdict == "verified"
        network.published.clear()
        with time_machine.travel(MAY, tick=False):
            report = checked_again(row, self.content())
        assert codes(report)["status"] == "could_not_check status_list_unreachable"
        assert row.verdict == "inconclusive"
        then = verify_as_of(parse(self.content()), holder=row.holder, moment=MARCH)
        assert (then.verdict, codes(then)["status"]) == ("verified", "passed not_revoked")

    def test_a_list_speaks_for_its_day_and_not_for_weeks(self, network):
        network.published[LIST_URL] = status_list()
        with time_machine.travel(MARCH, tick=False):
            row = kept(self.content())
        document = parse(self.content())
        for days, expected in ((2, "passed not_revoked"), (9, "could_not_check")):
            moment = MARCH + timedelta(days=days)
            then = verify_as_of(document, holder=row.holder, moment=moment)
            assert codes(then)["status"].startswith(expected), days

    def test_revoked_now_and_good_then(self, network):
        network.published[LIST_URL] = status_list()
        with time_machine.travel(MARCH, tick=False):
            row = kept(self.content())
        network.published[LIST_URL] = status_list(7)
        with time_machine.travel(APRIL, tick=False):
            checked_again(row, self.content())
        assert row.verdict == "not_verified"
        document = parse(self.content())
        assert verify_as_of(document, holder=row.holder, moment=MARCH).verdict == "verified"
        assert verify_as_of(document, holder=row.holder, moment=APRIL).verdict == "not_verified"


def test_before_the_first_look_nothing_can_be_said(network):
    with time_machine.travel(MARCH, tick=False):
        row = kept(credential())
    before = MARCH - timedelta(days=5)
    then = verify_as_of(parse(credential()), holder=row.holder, moment=before)
    assert then.verdict == "inconclusive"
    assert network.asked == [DID_URL]


def test_as_of_asks_nobody(network):
    with time_machine.travel(MARCH, tick=False):
        row = kept(credential())
    network.asked.clear()
    verify_as_of(parse(credential()), holder=row.holder, moment=APRIL)
    assert network.asked == []


class TestPage:
    @pytest.fixture
    def row(self, network, client):
        with time_machine.travel(MARCH, tick=False):
            row = kept(credential())
        network.published[DID_URL] = did_document(OTHER_KEY)
        with time_machine.travel(MAY, tick=False):
            checked_again(row, credential())
        client.force_login(row.holder)
        return row

    def page(self, client, row, **query):
        response = client.get(reverse("credential_as_of", args=[row.id]), query)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    def test_the_answer_of_a_day_is_shown_and_not_stored(self, client, row):
        before = VerificationReport.objects.count()
        page = self.page(client, row, date="2026-04-02")
        assert "As of 2 April 2026" in page
        assert "The signing key belongs to the issuer that the document names." in page
        assert "as archived on 10 March 2026" in page
        assert "It was in force on that day." in page
        row.refresh_from_db()
        assert (VerificationReport.objects.count(), row.verdict) == (before, "not_verified")

    def test_the_keys_over_time(self, client, row):
        page = self.page(client, row)
        assert "The issuer changed its keys" in page
        assert KEY.multibase[:40] in page
        assert OTHER_KEY.multibase[:40] in page
        periods = key_periods(ISSUER)
        assert [(p.first_seen, p.is_current) for p in periods] == [(MAY, True), (MARCH, False)]

    @pytest.mark.parametrize(
        ("date", "sentence"),
        [
            ("", "Enter a day."),
            ("2999-01-01", "Choose today or an earlier day."),
            ("yesterday", "Write the day as year-month-day"),
            ("1066-10-14", "Choose a day after 1990."),
            ("0000-00-00", "Write the day as year-month-day"),
        ],
    )
    def test_a_bad_day_gets_a_sentence(self, client, row, date, sentence):
        assert sentence in self.page(client, row, date=date)

    def test_the_documents_behind_an_answer_can_be_had(self, client, row):
        [archived] = row.latest_report.archived.all()
        url = reverse("archived_document", args=[archived.id])
        assert url in self.page(client, row)
        response = client.get(url)
        assert response.content == did_document(OTHER_KEY)
        assert response["Content-Type"] == "application/octet-stream"

    def test_somebody_else_finds_neither(self, client, row):
        [archived] = row.latest_report.archived.all()
        client.force_login(CredentialFactory().holder)
        for name, argument in (
            ("credential_as_of", row.id),
            ("archived_document", archived.id),
        ):
            assert client.get(reverse(name, args=[argument])).status_code == 404

    def test_it_is_linked_from_the_credential(self, client, row):
        page = client.get(reverse("credential", args=[row.id])).content.decode()
        assert reverse("credential_as_of", args=[row.id]) in page
        assert "Its issuer has used other keys since 10 May 2026." in page
