"""The inbox of an organization that is asked about 10,000 people: first page, search, queries."""

import http.client
import statistics
import time
import uuid
from datetime import timedelta
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, Role, User
from benchmarks.people import cookie_of, make_person
from benchmarks.queries import queries_of
from benchmarks.settled import settle
from employers.models import AttestationRequest, AttestedClaim, RequestedClaim, VerificationRequest
from passports.models import Claim, ClaimRevision
from portal.kernel.text import folded
from tests.factories.accounts import MembershipFactory, OrganizationFactory
from tests.portal_process import PortalProcess

PEOPLE = 10_000
GOAL_SECONDS = 0.050
TIMES = 60
BATCH = 1000


def make_questions(office: Organization, asker: Organization, number: int) -> None:
    """So many people, each with one claim that the office is asked about; waiting."""
    until = timezone.now() + timedelta(days=21)
    holders = [
        User(email=f"asked{uuid.uuid4().hex}@people.example", name=f"Person {place} Vögel")
        for place in range(number)
    ]
    for holder in holders:
        holder.name_folded = folded(holder.name)
    User.objects.bulk_create(holders, batch_size=BATCH)
    requests = VerificationRequest.objects.bulk_create(
        (
            VerificationRequest(
                organization=asker,
                holder=each,
                purpose="Hiring",
                reference=f"Job {place % 400}",
                state="authorized",
                deadline=until,
            )
            for place, each in enumerate(holders)
        ),
        batch_size=BATCH,
    )
    claims = Claim.objects.bulk_create(
        (Claim(holder=each, kind="employment") for each in holders), batch_size=BATCH
    )
    revisions = ClaimRevision.objects.bulk_create(
        (ClaimRevision(claim=each, number=1, title="Welder", digest="d") for each in claims),
        batch_size=BATCH,
    )
    rows = RequestedClaim.objects.bulk_create(
        (
            RequestedClaim(
                request=request, claim=claim, kind="employment", answer="asked", layer="attester"
            )
            for request, claim in zip(requests, claims, strict=True)
        ),
        batch_size=BATCH,
    )
    asked = AttestationRequest.objects.bulk_create(
        (
            AttestationRequest(
                request=request,
                organization=office,
                signs_for=office,
                standing="registrar",
                email="registrar@office.example",
                token_hash=uuid.uuid4().hex,
                expires_at=until,
                state="sent",
                search_folded=folded(f"{holder.name} {request.reference}"),
            )
            for request, holder in zip(requests, holders, strict=True)
        ),
        batch_size=BATCH,
    )
    AttestedClaim.objects.bulk_create(
        (
            AttestedClaim(attestation=each, row=row, revision=revision)
            for each, row, revision in zip(asked, rows, revisions, strict=True)
        ),
        batch_size=BATCH,
    )


def run(portal: PortalProcess) -> None:
    member = MembershipFactory(role=Role.RECRUITER, user=make_person("Registrar"))
    office, asker = member.organization, OrganizationFactory()
    make_questions(office, asker, 10)
    few = queries_of(member.user, reverse("attestations"))
    make_questions(office, asker, PEOPLE - 10)
    settle()
    many = queries_of(member.user, reverse("attestations"))
    print(f"\nInbox with {PEOPLE:,} questions (goal: first page under 50 ms, as many queries)")
    address = reverse("attestations")
    cookie = cookie_of(member.user)
    for label, path in (
        ("first page", address),
        ("search by name", f"{address}?q=person+777+vogel"),
        ("search by job", f"{address}?q=job+77"),
        ("all states", f"{address}?state=all"),
        ("by a name that nobody has", f"{address}?q=zzzz"),
        ("last page", f"{address}?after={_near_the_end(office)}"),
    ):
        seconds = _median(portal.port, cookie, path)
        late = label == "first page" and seconds >= GOAL_SECONDS
        verdict = " — TOO SLOW" if late else ""
        print(f"  {label}: {seconds * 1000:.1f} ms{verdict}")
    print(f"  queries: {few} with 10, {many} with {PEOPLE:,}")
    if few != many:
        raise RuntimeError("the number of queries grows with the inbox")


def _near_the_end(office: Organization) -> str:
    """The place after which one page is left."""
    rows = AttestationRequest.objects.filter(organization=office).order_by("created_at", "id")
    last = rows[50]
    return quote(f"{last.created_at.isoformat()}_{last.id}")


def _median(port: int, cookie: str, path: str) -> float:
    """Seconds of one request alone, from sending it to its last byte."""
    link = http.client.HTTPConnection("localhost", port, timeout=30)
    seconds = []
    for number in range(TIMES):
        started = time.perf_counter()
        link.request("GET", path, headers={"Cookie": cookie})
        response = link.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        # The first ones warm caches up.
        if number >= 10:
            seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
