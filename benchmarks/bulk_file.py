"""One file of many credentials through the whole portal, beside processes that only verify."""

import json
import os
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import requests
from django.conf import settings
from django.urls import reverse

from accounts.models import Role
from benchmarks.alone import rate_of
from benchmarks.badges import badge
from benchmarks.people import cookie_of
from passports.actions import bulk_results
from passports.models import BulkCheck
from passports.standards import SigningKey, issue
from tests.factories.accounts import MembershipFactory
from tests.portal_process import PortalProcess

CREDENTIALS = int(os.environ.get("BULK_CREDENTIALS", "10000"))
CORES = min(4, len(os.sched_getaffinity(0)))
PATIENCE_SECONDS = 60 + CREDENTIALS // 20
# Every so many credentials one is a tampered copy, which must be refused.
TAMPERED_EVERY = 100
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


def run(portal: PortalProcess) -> None:
    """Print the throughput as a ratio to independent processes, and how memory grows."""
    # As shipped, two processes leave cores to the web server; here all of them are to verify.
    portal.end()
    portal.environment = portal.environment | {"WORK_PROCESSES": str(CORES)}
    portal.start()
    with TemporaryFile() as file:
        _write(file)
        file.seek(0)
        alone = rate_of(file.readlines(), cores=CORES, now=_NOW)
        file.seek(0)
        _through_the_portal(portal, file, alone)


def _write(file: BinaryIO) -> None:
    """Every credential differs in its values, and one in a hundred was changed after signing."""
    key = SigningKey.from_seed(bytes(range(32)))
    for number in range(CREDENTIALS):
        credential = issue(badge(number, key.did), key=key, created=_NOW)
        if not isinstance(credential, dict):
            raise TypeError("not an object")
        if number % TAMPERED_EVERY == 0:
            credential["credentialSubject"]["achievement"]["name"] = "Doctor"
        file.write(json.dumps(credential).encode() + b"\n")


def _through_the_portal(portal: PortalProcess, file: BinaryIO, alone: float) -> None:
    member = MembershipFactory(role=Role.RECRUITER)
    session = requests.Session()
    name, value = cookie_of(member.user).split("=", 1)
    session.cookies.set(name, value)
    url = f"{portal.url}{reverse('bulk_checks')}"
    session.get(url, timeout=10).raise_for_status()
    before = _largest_megabytes(portal)
    started = time.perf_counter()
    answer = session.post(
        url,
        data={"csrfmiddlewaretoken": session.cookies[settings.CSRF_COOKIE_NAME]},
        files={"file": ("bench.jsonl", file)},
        headers={"Referer": url},
        allow_redirects=False,
        timeout=PATIENCE_SECONDS,
    )
    if answer.status_code != 302:
        raise RuntimeError(f"the upload was answered with {answer.status_code}")
    check = BulkCheck.objects.get(started_by=member.user)
    stored = time.perf_counter() - started
    half = 0.0
    while not (progress := bulk_results.progress_of(check)).finished:
        if progress.checked >= CREDENTIALS // 2 and not half:
            half = _largest_megabytes(portal)
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise RuntimeError(f"stuck at {progress.checked} of {CREDENTIALS}")
        time.sleep(0.1)
    took = time.perf_counter() - started - stored
    _require_right_answers(check)
    rate = CREDENTIALS / took
    print(f"\nBulk: a file of {CREDENTIALS} credentials through the portal on {CORES} cores")
    print(f"  stored in {stored:.1f} s, checked in {took:.1f} s: {rate:.0f} a second")
    print(f"  {rate / alone:.0%} of {CORES} processes that only verify ({alone:.0f}; goal: 85%)")
    end = _largest_megabytes(portal)
    print(
        f"  largest worker: {before:.0f} MB before, {half or end:.0f} MB at half, {end:.0f} MB at "
        "the end"
    )


def _require_right_answers(check: BulkCheck) -> None:
    verdicts: Counter[str] = Counter()
    for line in bulk_results.json_lines(check):
        answer: dict[str, Any] = json.loads(line)
        verdicts[answer["verdict"]] += 1
        tampered = (answer["line"] - 1) % TAMPERED_EVERY == 0
        if (answer["verdict"] == "verified") == tampered:
            raise RuntimeError(f"line {answer['line']}: {answer['verdict']}")
    if sum(verdicts.values()) != CREDENTIALS:
        raise RuntimeError(f"{sum(verdicts.values())} answers to {CREDENTIALS} credentials")


def _largest_megabytes(portal: PortalProcess) -> float:
    """Of the processes that the portal runs, the one with the most memory."""
    if portal.process is None:
        return 0.0
    sizes = [_resident(pid) for pid in _descendants(portal.process.pid)]
    return max(sizes, default=0.0)


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
