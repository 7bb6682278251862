"""What was asked, where it led, and what was there: all of it is archived, so that the answer of a
day comes out the same without a network."""

import json

import pytest
import time_machine
from django.urls import reverse

from passports.adapters.archive import ArchiveFetch
from passports.adapters.verifying import verify_as_of
from passports.models import ArchivedDocument
from passports.standards import parse
from passports.standards.types import FetchFailed
from tests.factories.accounts import UserFactory
from tests.passports.archive.world import (
    APRIL,
    DID_URL,
    MARCH,
    MAY,
    checked_again,
    codes,
    credential,
    did_document,
    kept,
)
from tests.standards.formats import badge_world as badges

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://elsewhere.example"


def as_of(row, content, moment):
    return verify_as_of(parse(content), holder=row.holder, moment=moment)


@pytest.fixture
def signed_badge(network):
    """An Open Badge 2.0 with a signature: its key, class and issuer are hosted."""
    key = {"type": "CryptographicKey", "id": badges.KEY, "owner": badges.ISSUER}
    issuer = badges.issuer(publicKey=badges.KEY)
    for url, data in (
        (badges.KEY, {**key, "publicKeyPem": badges.pem()}),
        (badges.ISSUER, issuer),
        (badges.BADGE, badges.badge_class()),
    ):
        network.published[url] = json.dumps(data).encode()
    verification = {"type": "SignedBadge", "creator": badges.KEY}
    return badges.signed(badges.assertion(verification=verification))


def test_each_hop_and_the_document_are_kept(network):
    network.moved = {DID_URL: f"{ELSEWHERE}/1", f"{ELSEWHERE}/1": f"{ELSEWHERE}/2"}
    network.published[f"{ELSEWHERE}/2"] = did_document()
    with time_machine.travel(MARCH, tick=False):
        row = kept(credential())
    assert row.verdict == "verified"
    [archived] = ArchivedDocument.objects.all()
    assert (archived.url, archived.redirects) == (DID_URL, [f"{ELSEWHERE}/1", f"{ELSEWHERE}/2"])
    again = ArchiveFetch(MARCH)(DID_URL)
    assert (again.url, again.hops) == (f"{ELSEWHERE}/2", (DID_URL, f"{ELSEWHERE}/1"))
    assert as_of(row, credential(), MARCH).verdict == "verified"


def test_a_badge_that_was_redirected_to_another_host_is_refused_as_of_that_day_too(
    network, signed_badge
):
    """Open Badges 2.0 ties an object to its host, so the way to it decides, not only its bytes."""
    network.moved[badges.BADGE] = f"{ELSEWHERE}/welding.json"
    network.published[f"{ELSEWHERE}/welding.json"] = network.published[badges.BADGE]
    with time_machine.travel(MARCH, tick=False):
        row = kept(signed_badge)
    first = codes(checked_again(row, signed_badge))
    assert row.verdict == "not_verified"
    assert "failed hosted_elsewhere" in first.values()
    network.published.clear()
    then = as_of(row, signed_badge, MARCH)
    assert (str(then.verdict), codes(then)) == ("not_verified", first)


def test_the_same_bytes_by_another_way_are_another_sighting(network, signed_badge):
    with time_machine.travel(MARCH, tick=False):
        row = kept(signed_badge)
    assert row.verdict == "verified"
    network.moved[badges.BADGE] = f"{ELSEWHERE}/welding.json"
    network.published[f"{ELSEWHERE}/welding.json"] = network.published[badges.BADGE]
    with time_machine.travel(APRIL, tick=False):
        checked_again(row, signed_badge)
    verdicts = [str(as_of(row, signed_badge, moment).verdict) for moment in (MARCH, MAY)]
    assert verdicts == ["verified", "not_verified"]


def test_a_host_that_is_gone_is_answered_for_by_the_way_that_led_there(network):
    network.moved[DID_URL] = f"{ELSEWHERE}/did.json"
    network.published[f"{ELSEWHERE}/did.json"] = did_document()
    with time_machine.travel(MARCH, tick=False):
        row = kept(credential())
    network.published.clear()
    with time_machine.travel(MAY, tick=False):
        report = checked_again(row, credential())
    assert codes(report)["issuer_key"] == "passed key_authorized_archived"
    [answer] = report.fetched
    assert (answer.asked, answer.url) == (DID_URL, f"{ELSEWHERE}/did.json")


def test_an_address_of_http_is_as_refused_as_it_was(network, signed_badge):
    """Then the same address over https is asked, on that day as from the archive."""
    with pytest.raises(FetchFailed) as caught:
        ArchiveFetch(MARCH)("http://college.example/issuer")
    assert caught.value.code == "refused"


def test_as_of_the_very_moment_of_a_report(network):
    """By a clock that runs: what a report saw, it saw at its own time."""
    row = kept(credential())
    [report] = row.reports.all()
    network.published.clear()
    assert as_of(row, credential(), report.checked_at).verdict == report.verdict == "verified"


def test_the_page_tells_where_it_led(network, client):
    network.moved[DID_URL] = f"{ELSEWHERE}/did.json"
    network.published[f"{ELSEWHERE}/did.json"] = did_document()
    holder = UserFactory()
    row = kept(credential(), holder)
    client.force_login(holder)
    page = client.get(reverse("credential_as_of", args=[row.id])).content.decode()
    assert f"(it led to {ELSEWHERE}/did.json)" in page
