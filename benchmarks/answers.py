"""From the holder's authorization to the answer, where credentials that are held prove every claim.

A process of its own, because its database and broker are servers:  python -m benchmarks.answers
"""

import http.client
import os
import statistics
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks import on_servers

if TYPE_CHECKING:
    from tests.portal_process import PortalProcess

ALONE = 30
AT_ONCE = int(os.environ.get("ANSWERS_AT_ONCE", "1000"))
GOAL_SECONDS = 2.0
PROCESSES = 4
ORGANIZATIONS = 10
PATIENCE_SECONDS = 600
PAUSE_SECONDS = 0.01


def main() -> None:
    with ExitStack() as stack:
        servers, portal = on_servers.start(stack, WORK_PROCESSES=str(PROCESSES))
        load = os.getloadavg()[0]
        print(f"\nAnswers from held credentials, two claims each: {servers},")
        print(f"  {PROCESSES} worker processes; load of the machine before: {load:.1f}")
        one_after_the_other(portal)
        all_at_once()


def one_after_the_other(portal: "PortalProcess") -> None:
    from accounts.models import Role
    from benchmarks.held_requests import make_held, require_once
    from benchmarks.people import cookie_of, make_person
    from tests.factories.accounts import MembershipFactory
    from tests.factories.employers import authorize

    member = MembershipFactory(role=Role.RECRUITER, user=make_person("Recruiter"))
    requests = make_held(member, ALONE + 1)
    cookie = cookie_of(member.user)
    floors, seconds = [], []
    for request in requests:
        floors.append(_time_nothing(1))
        started = time.perf_counter()
        authorize(request=request, by=request.holder)
        _until(lambda request=request: _answered(portal.port, cookie, request), "the answer")
        seconds.append(time.perf_counter() - started)
        _until(_no_work_left, "the end of all work")
    require_once(requests)
    # The first ones warm caches up.
    del floors[0], seconds[0]
    late = " — TOO SLOW" if statistics.median(seconds) >= GOAL_SECONDS else ""
    print(f"  {ALONE} one after the other, workers idle (goal: median under 2 s)")
    print(f"    authorization to the answer on the page: {_spread(seconds)}{late}")
    print(f"    floor, a piece of work that does nothing, stored to done: {_spread(floors)}")


def all_at_once() -> None:
    from django.db import transaction

    from accounts.models import Role
    from benchmarks.held_requests import make_held, require_once
    from benchmarks.people import make_person
    from employers.models import RequestState, VerificationRequest
    from tests.factories.accounts import MembershipFactory
    from tests.factories.employers import authorize

    requests = []
    for _number in range(ORGANIZATIONS):
        member = MembershipFactory(role=Role.RECRUITER, user=make_person("Recruiter"))
        requests += make_held(member, AT_ONCE // ORGANIZATIONS)
    number = len(requests)
    waiting = VerificationRequest.objects.filter(state=RequestState.AUTHORIZED)
    floor = _time_nothing(number)
    # One commit: no worker has begun before the last of them is authorized.
    with transaction.atomic():
        for request in requests:
            authorize(request=request, by=request.holder)
        committing = time.perf_counter()
    _until(lambda: not waiting.exists(), "all answers")
    answered = time.perf_counter() - committing
    _until(_no_work_left, "the end of all work")
    done = time.perf_counter() - committing
    require_once(requests)
    floor = (floor + _time_nothing(number)) / 2
    print(
        f"  {number:,} in flight at once, of {ORGANIZATIONS} organizations: none lost, none doubled"
    )
    print(f"    answered in {answered:.1f} s: {number / answered:.0f} requests a second")
    print(
        f"    signed, both sides told, mail kept, in {done:.1f} s: "
        f"{number / done:.1f} requests a second"
    )
    print(
        f"    floor, as many pieces of work that do nothing: {floor:.1f} s, "
        f"{number / floor:.0f} a second; {done / floor:.1f} of them take as long as one request"
    )


def _time_nothing(number: int) -> float:
    """Seconds from the commit of so many pieces of work that do nothing until all are done."""
    from django.db import transaction

    from benchmarks.work import NOTHING
    from portal.kernel.work import enqueue_many

    with transaction.atomic():
        enqueue_many(NOTHING, [uuid.uuid4() for _each in range(number)])
        started = time.perf_counter()
    _until(_no_work_left, "the work that does nothing")
    return time.perf_counter() - started


def _no_work_left() -> bool:
    from portal.kernel.models import WorkRow
    from portal.kernel.models.work_row import UNFINISHED

    return not WorkRow.objects.filter(state__in=UNFINISHED).exists()


def _answered(port: int, cookie: str, request: object) -> bool:
    """What the recruiter sees, over HTTP: the page offers the signed answer once it is complete,
    and shows what was said."""
    from django.urls import reverse

    link = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        link.request(
            "GET", reverse("employer_request", args=[request.pk]), headers={"Cookie": cookie}
        )
        response = link.getresponse()
        page = response.read().decode()
    finally:
        link.close()
    if response.status != 200:
        raise RuntimeError(f"the employer's page: {response.status}")
    signed = reverse("employer_request_signed", args=[request.pk])
    return signed in page and page.count("Confirmed") >= 2


def _until(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise RuntimeError(f"{what}: not within {PATIENCE_SECONDS} s")
        time.sleep(PAUSE_SECONDS)


def _spread(seconds: list[float]) -> str:
    ninetieth = statistics.quantiles(seconds, n=10)[-1]
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p90 {ninetieth * 1000:.0f} ms"


if __name__ == "__main__":
    main()
