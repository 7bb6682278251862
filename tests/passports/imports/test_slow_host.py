"""A host that gives a byte a minute, over a real connection, in the middle of an import."""

import json
import threading
import time
from dataclasses import replace

import pytest
from django.urls import reverse

from passports.actions import verification
from passports.adapters import fetching
from passports.models import Credential, ImportItem, ImportItemState
from portal.kernel.models import WorkRow
from tests.factories.accounts import UserFactory
from tests.factories.signed import KEY, signed
from tests.internet import PUBLIC, answer
from tests.passports.archive.world import did_document
from tests.passports.imports.test_import import bring
from tests.passports.working import work

pytestmark = pytest.mark.django_db
ISSUER = "did:web:college.example"
DID_PATH = "/.well-known/did.json"
# The ten seconds that a host has, and the minute between its bytes, both divided by twenty.
HOST_SECONDS, MINUTE_SECONDS = 0.5, 3.0


@pytest.fixture
def slow(internet, monkeypatch):
    """The issuer's host: a whole head, then one byte a minute until somebody hangs up."""
    limits = replace(fetching.DEFAULT_LIMITS, total_seconds=HOST_SECONDS)
    monkeypatch.setattr(fetching, "DEFAULT_LIMITS", limits)
    gave_up = threading.Event()

    def drip(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        for _byte in range(20):
            connection.sendall(b"{")
            if gave_up.wait(MINUTE_SECONDS):
                return

    internet.replies[DID_PATH] = drip
    yield internet
    gave_up.set()


def of_web(number: int = 0) -> bytes:
    return signed(
        issuer=ISSUER, key_id=f"{ISSUER}#key", id=f"urn:uuid:{number:032x}", name=f"Course {number}"
    )


def test_it_is_left_in_time_and_the_question_stays_open(slow, client):
    holder = UserFactory()
    started = time.monotonic()
    items = bring(holder, of_web(), signed())
    assert time.monotonic() - started < MINUTE_SECONDS, "the import waited for a second byte"
    assert [item.state for item in items] == [ImportItemState.DONE] * 2
    assert slow.attempts == [f"{PUBLIC}:443"]
    asked, other = items[0].credential, items[1].credential
    assert (asked.verdict, other.verdict) == ("inconclusive", "verified")
    check = next(c for c in asked.latest_report.checks if c["name"] == "issuer_key")
    assert (check["code"], check["params"]["reason"]) == ("issuer_unreachable", "too_slow")
    client.force_login(holder)
    page = client.get(reverse("credential", args=[asked.id])).content.decode()
    assert "We could not reach the place where the issuer publishes its keys" in page
    assert "We will try again by ourselves" in page


def test_what_needs_no_network_does_not_wait_for_it(slow):
    """It is on another queue from the moment at which a host has to be asked."""
    bring(UserFactory(), of_web(), signed())
    rows = dict(WorkRow.objects.values_list("kind", "queue"))
    assert rows["passports.check_item"] == "default"
    assert rows["passports.check_item_online"] == "slow"


def test_once_it_answers_the_credential_is_verified(slow):
    holder = UserFactory()
    [item] = bring(holder, of_web())
    slow.replies[DID_PATH] = answer(did_document(KEY))
    verification.request(credential=item.credential, by=holder)
    work()
    assert Credential.objects.get().verdict == "verified"


def test_five_of_them_cost_five_times_their_time_and_nothing_else(slow):
    started = time.monotonic()
    items = bring(UserFactory(), *(of_web(number) for number in range(5)), signed())
    assert time.monotonic() - started < 5 * HOST_SECONDS + MINUTE_SECONDS
    assert ImportItem.objects.filter(state=ImportItemState.DONE).count() == 6
    assert [item.credential.verdict for item in items] == ["inconclusive"] * 5 + ["verified"]
    assert json.loads(bytes(items[5].credential.document.content))
