"""Lists that nobody's answer rests on lose their bytes after a while; no report loses anything."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from passports.actions import archive_thinning, archiving
from passports.adapters.archive import ArchiveFetch
from passports.adapters.verifying import verify_as_of
from passports.models import ArchivedBody, ArchivedDocument, ArchivedKind, VerificationReport
from passports.standards import parse
from passports.standards.types import Fetched, FetchFailed
from passports.tasks import thin_archive
from portal.settings.work import CELERY_BEAT_SCHEDULE
from tests.factories.accounts import UserFactory
from tests.passports.archive.world import (
    DID_URL,
    LIST_URL,
    MARCH,
    checked_again,
    did_document,
    kept,
    status_list,
    with_status,
)

pytestmark = pytest.mark.django_db
LATER = MARCH + timedelta(days=400)


def seen(moment, body: bytes, url: str = LIST_URL, **options):
    row = archiving.archive(Fetched(url, body, "application/json", moment), **options)
    ArchivedBody.objects.filter(id=row.body_id).update(created_at=moment)
    return row


def a_list(number: int) -> bytes:
    return b'{"revokedCredential": [], "serial": %d}' % number


def left() -> list[int]:
    """The days of which the bytes are still there."""
    rows = ArchivedDocument.objects.filter(body__dropped_at=None).order_by("fetched_at")
    return [(row.fetched_at - MARCH).days for row in rows]


def test_everything_for_ninety_days_then_the_last_of_each_month():
    with time_machine.travel(MARCH, tick=False):
        for day in range(0, 120, 5):
            seen(MARCH + timedelta(days=day), a_list(day))
    assert archive_thinning.thin(now=MARCH + timedelta(days=100)) > 0
    assert left() == list(range(10, 120, 5))
    archive_thinning.thin(now=LATER)
    # 30 March, 29 April, 29 May, 28 June, and the newest there is, of 3 July.
    assert left() == [20, 50, 80, 110, 115]


def test_what_is_let_go_keeps_its_digest_and_days_and_no_bytes():
    row = seen(MARCH, a_list(1))
    seen(MARCH + timedelta(days=1), a_list(2))
    digest = row.body.digest
    assert archive_thinning.thin(now=LATER) == 1
    row = ArchivedDocument.objects.select_related("body").get(id=row.id)
    assert (row.body.digest, row.fetched_at) == (digest, MARCH)
    assert bytes(row.body.content) == b""
    assert row.body.size_bytes == len(a_list(1))
    assert archive_thinning.thin(now=LATER) == 0


def test_an_older_list_never_answers_for_a_day_whose_list_was_let_go():
    seen(MARCH - timedelta(days=10), a_list(0))  # the last of its month
    seen(MARCH, a_list(1))
    seen(MARCH + timedelta(days=1), a_list(2))
    archive_thinning.thin(now=LATER)
    with pytest.raises(FetchFailed, match="not kept"):
        ArchiveFetch(MARCH + timedelta(hours=1))(LIST_URL)
    assert ArchiveFetch(MARCH - timedelta(days=10))(LIST_URL).body == a_list(0)
    assert ArchiveFetch(MARCH + timedelta(days=1))(LIST_URL).body == a_list(2)


def test_bytes_that_come_back_are_kept_again():
    old = seen(MARCH, a_list(1))
    seen(MARCH + timedelta(days=1), a_list(2))
    archive_thinning.thin(now=LATER)
    back = archiving.archive(Fetched(LIST_URL, a_list(1), "", LATER))
    assert back.body_id == old.body_id
    assert ArchiveFetch(LATER)(LIST_URL).body == a_list(1)
    assert archive_thinning.thin(now=LATER) == 0


def test_keys_of_issuers_are_never_thinned_and_published_registries_are():
    for day in range(3):
        moment = MARCH + timedelta(days=day)
        seen(moment, b'{"id": "did:web:a.example", "n": %d}' % day, "https://a.example/did.json")
        registry = b'{"registry": {}, "n": %d}' % day
        seen(moment, registry, "https://r.example/list", kind=ArchivedKind.REGISTRY)
    assert archive_thinning.thin(now=LATER) == 2
    dropped = ArchivedDocument.objects.filter(body__dropped_at__isnull=False)
    assert {row.kind for row in dropped} == {ArchivedKind.REGISTRY}


def test_bytes_at_two_addresses_stay_while_one_needs_them():
    seen(MARCH, a_list(1))
    seen(MARCH + timedelta(days=1), a_list(2))
    seen(MARCH, a_list(1), "https://college.example/status/2")
    assert archive_thinning.thin(now=LATER) == 0


def test_it_goes_in_batches():
    for day in range(8):
        seen(MARCH + timedelta(days=day), a_list(day))
    assert [archive_thinning.thin(now=LATER, batch=5) for _ in range(3)] == [5, 2, 0]


def test_the_beat_runs_it(monkeypatch):
    assert CELERY_BEAT_SCHEDULE["thin-archive"]["task"] == thin_archive.name
    for day in range(2):
        seen(MARCH + timedelta(days=day), a_list(day))
    with time_machine.travel(LATER, tick=False):
        thin_archive()
    assert ArchivedBody.objects.filter(dropped_at__isnull=False).count() == 1


@pytest.mark.parametrize("seed", range(3))
def test_no_report_ever_loses_its_answer_as_of_its_day(network, seed):
    """Hosts that change at random, holders who come, look again and leave, a beat that thins all
    the while; at the end every report that is left is repeated from the archive alone."""
    rng = random.Random(seed)
    rows: list[tuple[object, bytes]] = []
    moment = datetime(2026, 1, 1, 9, tzinfo=UTC)
    flagged: set[int] = set()
    for _step in range(40):
        moment += timedelta(days=rng.choice((1, 1, 2, 9)), hours=rng.randrange(12))
        with time_machine.travel(moment, tick=False):
            if rng.random() < 0.3:
                flagged ^= {rng.randrange(4)}
            network.published[LIST_URL] = status_list(*flagged)
            network.moved = {DID_URL: "https://b.example/d"} if rng.random() < 0.3 else {}
            network.published["https://b.example/d"] = did_document()
            if not rows or rng.random() < 0.4:
                content = with_status(rng.randrange(4), id=f"urn:uuid:{rng.getrandbits(128):032x}")
                rows.append((kept(content, UserFactory()), content))
            else:
                checked_again(*rng.choice(rows))
            if rng.random() < 0.3:
                gone, _ = rows.pop(rng.randrange(len(rows)))
                gone.delete()
            ArchivedBody.objects.filter(created_at__gt=moment).update(created_at=moment)
            archive_thinning.thin()
    asked = len(network.asked)
    archive_thinning.thin(now=moment + timedelta(days=400))
    assert ArchivedBody.objects.exclude(dropped_at=None).count() > 3, "nothing was thinned"
    contents = {row.pk: content for row, content in rows}
    reports = VerificationReport.objects.select_related("credential__holder")
    assert reports.count() > 5
    for report in reports:
        credential = report.credential
        then = verify_as_of(
            parse(contents[credential.pk]), holder=credential.holder, moment=report.checked_at
        )
        assert str(then.verdict) == report.verdict
        assert [(str(c.name), c.code) for c in then.checks] == [
            (each["name"], each["code"]) for each in report.checks
        ]
    assert len(network.asked) == asked
