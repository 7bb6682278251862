"""From an upload to its first result on the page, and many files at once."""

import statistics
import time
from collections import Counter

import requests
from django.conf import settings
from django.urls import reverse

from benchmarks.people import cookie_of, make_person
from passports.models import Credential, ImportItem, ImportRun
from passports.models.import_run import UNFINISHED_ITEM_STATES
from portal.demo.credentials import open_badge
from portal.demo.issuers import DemoIssuer
from tests.portal_process import PortalProcess

ROUNDS = 20
MANY = 200
PATIENCE_SECONDS = 120


def run(portal: PortalProcess) -> None:
    issuer = DemoIssuer("Bench College")
    person = make_person()
    session = _session(portal, cookie_of(person))
    print("\nUploads, worker idle, credentials that need no network")
    times, floors = [], []
    for number in range(ROUNDS):
        address, started = _upload(portal, session, [_badge(issuer, person.email, number)])
        _wait_for_result(portal, session, address)
        times.append(time.perf_counter() - started)
        started = time.perf_counter()
        session.get(f"{portal.url}{address}", timeout=10)
        floors.append(time.perf_counter() - started)
    median, floor = statistics.median(times), statistics.median(floors)
    print(
        f"  upload to result on the page: median {median:.2f} s (goal: 1 s), slowest "
        f"{max(times):.2f} s; {median / floor:.0f} times one view of the same page"
    )
    _many(portal, issuer)


def _many(portal: PortalProcess, issuer: DemoIssuer) -> None:
    person = make_person()
    session = _session(portal, cookie_of(person))
    files = [_badge(issuer, person.email, number) for number in range(MANY)]
    _address, started = _upload(portal, session, files)
    run_row = ImportRun.objects.get(holder=person)
    items = ImportItem.objects.filter(run=run_row)
    while items.filter(state__in=UNFINISHED_ITEM_STATES).exists():
        if time.perf_counter() - started > PATIENCE_SECONDS:
            break
        time.sleep(0.1)
    took = time.perf_counter() - started
    states = dict(Counter(items.values_list("state", flat=True)))
    stuck = items.filter(state__in=UNFINISHED_ITEM_STATES).count()
    print(
        f"  {MANY} files in one upload: {took:.1f} s, {states}; lost {MANY - items.count()}, "
        f"doubled {Credential.objects.filter(holder=person).count() - MANY}, stuck {stuck}"
    )


def _badge(issuer: DemoIssuer, email: str, number: int) -> bytes:
    badge = open_badge(
        issuer, email=email, title=f"Course {number}", kind="Course", since="2025-01-01"
    )
    return issuer.sign(badge, proof="eddsa-rdfc-2022")


def _session(portal: PortalProcess, cookie: str) -> requests.Session:
    session = requests.Session()
    name, value = cookie.split("=", 1)
    session.cookies.set(name, value)
    session.get(f"{portal.url}{reverse('import_new')}", timeout=10).raise_for_status()
    return session


def _upload(
    portal: PortalProcess, session: requests.Session, files: list[bytes]
) -> tuple[str, float]:
    started = time.perf_counter()
    response = session.post(
        f"{portal.url}{reverse('import_new')}",
        data={
            "source": "upload",
            "csrfmiddlewaretoken": session.cookies[settings.CSRF_COOKIE_NAME],
        },
        files=[("files", (f"{n}.json", content)) for n, content in enumerate(files)],
        allow_redirects=False,
        timeout=60,
    )
    if response.status_code != 302:
        raise RuntimeError(f"the upload was answered with {response.status_code}")
    return response.headers["Location"], started


def _wait_for_result(portal: PortalProcess, session: requests.Session, address: str) -> None:
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        page = session.get(f"{portal.url}{address}", headers={"HX-Request": "true"}, timeout=10)
        if "hx-trigger" not in page.text:
            return
        time.sleep(0.02)
    raise RuntimeError("no result within two minutes")
