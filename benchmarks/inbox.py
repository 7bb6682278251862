"""The inbox of a recruiter with 100,000 requests beside one with a page full."""

import datetime as dt
import random

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, Role, User
from benchmarks.load import side_by_side
from benchmarks.people import cookie_of, make_person
from benchmarks.queries import queries_of
from benchmarks.settled import settle
from employers.models import RequestState, VerificationRequest
from portal.kernel.text import folded
from tests.factories.accounts import MembershipFactory
from tests.portal_process import PortalProcess

MANY = 100_000
# As many as one page shows: what is left is what the other rows cost.
FEW = 50
TEN = 10
GOAL_SECONDS = 0.050
# First, middle and last of their alphabets, so that a search finds some and not all.
FIRST = ("Ana", "Ben", "Chloé", "Devon", "Éva", "Farid", "Grace", "Hugo", "Inés", "Jo")
LAST = ("Álvarez", "Brooks", "Chen", "Dupont", "Evans", "Fischer", "García", "Hale", "Ivanov")


def run(portal: PortalProcess) -> None:
    many, few, ten = (
        MembershipFactory(role=Role.RECRUITER, user=make_person("Recruiter")) for _each in range(3)
    )
    for each, number in ((many, MANY), (few, FEW), (ten, TEN)):
        fill(each.organization, each.user, number)
    settle()
    home = reverse("employer_requests")
    queries = {queries_of(each.user, home) for each in (ten, few, many)}
    print(f"\nInbox with {MANY:,} requests beside one with {FEW} (goal: first page under 50 ms)")
    for label, query in {
        "first page": "",
        "by state": "?state=completed",
        "by job": "?q=job+77",
        "by name": "?q=alvarez",
        "by a name that nobody has": "?q=zzzz",
    }.items():
        pair = side_by_side(
            port=portal.port,
            cookie=cookie_of(many.user),
            floor_cookie=cookie_of(few.user),
            page=f"{home}{query}",
            floor=f"{home}{query}",
            rounds=60,
            threads=1,
        )
        late = " — TOO SLOW" if label == "first page" and pair.page >= GOAL_SECONDS else ""
        print(
            f"  {label}: {pair.page * 1000:.1f} ms, {pair.ratio:.2f} times the small one "
            f"({pair.floor * 1000:.1f} ms){late}"
        )
    if len(queries) != 1:
        raise RuntimeError(f"the number of queries grows with the inbox: {sorted(queries)}")
    print(f"  queries: {queries.pop()} with {TEN}, as many with {MANY:,}")


def fill(organization: Organization, by: User, number: int) -> None:
    chance = random.Random(1)
    now = timezone.now()
    states = [state for state in RequestState.values if state != RequestState.DRAFT]
    rows = []
    for each in range(number):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {each}"
        reference = f"Job {each % 400}"
        rows.append(
            VerificationRequest(
                organization=organization,
                requested_by=by,
                invited_name=name,
                invited_email=f"p{each}.{organization.id.hex[:8]}@people.example",
                reference=reference,
                purpose="Hiring decision for a job",
                search_folded=folded(f"{name} {reference}"),
                state=chance.choice(states),
                deadline=now + dt.timedelta(days=7),
                created_at=now - dt.timedelta(minutes=each),
            )
        )
    VerificationRequest.objects.bulk_create(rows, batch_size=2000)
