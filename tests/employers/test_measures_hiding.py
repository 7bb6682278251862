"""From all that the measures publish no sum and no difference tells of one to nine people."""

import csv
import datetime as dt
import io
from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import Organization, User
from employers.measures import FEWEST_PEOPLE, PERIODS_DAYS, by_organization, hiding
from employers.models import (
    Answer,
    DisputedAnswer,
    Layer,
    RequestedClaim,
    RequestState,
    VerificationRequest,
)
from employers.words import state_word
from passports.models import Claim, ClaimKind, Dispute
from tests.employers.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganizationFactory, StaffFactory
from tests.passports.admin.conftest import sign_in_with_factor

STATES = ("completed", "declined", "expired")
AGES = (10, 60, 200)
# How many people are in a part: nobody, few, about as many as it takes, and many.
SIZES = st.sampled_from([0, 0, 1, 3, 5, 9, 10, 11, 14, 25])


def rank(rows):
    """Of a matrix of fractions, by elimination."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def told(figures, people_of):
    """A group of one to nine people that follows from the figures, or None: each set of parts is
    tried. `people_of`: who is in each part."""
    parts = [part for part, people in people_of.items() if people]
    matrix = [[int(part in figure) for part in parts] for figure in figures]
    full = rank(matrix)
    for some in chain.from_iterable(combinations(parts, n) for n in range(1, len(parts) + 1)):
        if len(set().union(*(people_of[part] for part in some))) >= FEWEST_PEOPLE:
            continue
        if rank([*matrix, [int(part in some) for part in parts]]) == full:
            return some
    return None


@settings(max_examples=150, deadline=None)
@given(sizes=st.lists(SIZES, min_size=8, max_size=8), shared=st.booleans())
@example(sizes=[10, 3, 30, 10, 10, 10, 10, 10], shared=False)
@example(sizes=[12, 3, 0, 0, 30, 30, 30, 30], shared=False)
def test_no_set_of_parts_follows_from_what_is_published(sizes, shared):
    """Two periods, four states, every set of parts; with and without people who are in several."""
    parts = list(product((30, 90), "abcd"))
    # `shared`: whoever is first in one part is first in all of them.
    people_of = {
        part: {n if shared else (part, n) for n in range(size)}
        for part, size in zip(parts, sizes, strict=True)
    }

    def figure(days, state=None):
        return frozenset(p for p in parts if p[0] <= days and (state is None or p[1] == state))

    wanted = [figure(days) for days in (90, 30)]
    wanted += [figure(days, state) for state in "abcd" for days in (90, 30)]
    chosen = hiding.published(
        wanted,
        parts=[part for part in parts if people_of[part]],
        people=lambda some: len(set().union(*(people_of[part] for part in some))),
    )
    assert told(chosen, people_of) is None
    if all(size >= FEWEST_PEOPLE for size in sizes):
        assert chosen == wanted


def test_the_check_itself_finds_what_can_be_subtracted():
    people_of = {"a": set(range(20)), "b": {21, 22, 23}, "c": set(range(30, 50))}
    everything = frozenset("abc")
    assert told([everything, frozenset("ac")], people_of) == ("b",)
    assert told([everything, frozenset("a"), frozenset("c")], people_of) == ("b",)
    assert told([everything, frozenset("a")], people_of) is None


def fill(organization, plan, users):
    """`plan`: people by (age, state, disputed). Each has one answer; its layer is by the state."""
    now = timezone.now()
    place = iter(range(10_000))
    requests, answers, disputes, disputed = [], [], [], []
    for (age, state, is_disputed), number in plan.items():
        for _number in range(number):
            holder = users[next(place)]
            request = VerificationRequest(
                organization=organization,
                holder=holder,
                purpose="Hiring",
                deadline=now,
                state=state,
                sent_at=now - dt.timedelta(days=age),
                decided_at=now,
            )
            row = RequestedClaim(
                request=request,
                kind="skill",
                answer=Answer.CONFIRMED,
                layer=Layer.HELD if state == "completed" else Layer.ATTESTER,
                answered_at=now,
            )
            requests.append(request)
            answers.append(row)
            if is_disputed:
                claim = Claim(holder=holder, kind=ClaimKind.SKILL)
                disputes.append(Dispute(holder=holder, claim=claim, what_is_wrong="W"))
                disputed.append(DisputedAnswer(dispute=disputes[-1], requested_claim=row))
    VerificationRequest.objects.bulk_create(requests)
    RequestedClaim.objects.bulk_create(answers)
    Claim.objects.bulk_create([each.claim for each in disputes])
    Dispute.objects.bulk_create(disputes)
    DisputedAnswer.objects.bulk_create(disputed)


LABELS = {state_word(state): state for state in RequestState.values}
LAYERS = {str(Layer.HELD.label): ("completed",), str(Layer.ATTESTER.label): ("declined", "expired")}


def figures_on(client, url, days):
    """(what, states, disputed) of everything that page and file give a number for."""
    page = client.get(url, {"days": days})
    assert page.status_code == 200
    rows = csv.reader(
        io.StringIO(client.get(url, {"days": days, "format": "csv"}).content.decode("utf-8-sig"))
    )
    next(rows)
    for label, number, percent, *_times in rows:
        if not number and not percent:
            continue
        assert int(number or 0) % 5 == 0
        assert number in page.content.decode()
        if label == "Requests sent":
            yield "requests", STATES, (True, False)
        elif label in LABELS:
            yield "requests", (LABELS[label],), (True, False)
        elif label in LAYERS:
            yield "answers", LAYERS[label], (True, False)
            # The share gives the sum of all answers.
            yield "answers", STATES, (True, False)
        else:
            assert label == "Requests with a disputed answer", "a row that this test does not know"
            yield "requests", STATES, (True,)


def all_published(clients):
    """Every figure as the set of parts (organization, age, state, disputed) that it counts."""
    for days in PERIODS_DAYS:
        ages = [age for age in AGES if age <= days]
        for organization, client in clients.items():
            name = "portal_measures" if organization is None else "employer_measures"
            whose = [organization] if organization else [each for each in clients if each]
            for what, states, disputed in figures_on(client, reverse(name), days):
                yield what, frozenset(product(whose, ages, states, disputed))
        for name, _number in by_organization(days=days):
            yield "requests", frozenset(product([name], ages, STATES, (True, False)))


def least(figures, people_of):
    """Whether something that holds no group of ten or more follows from the figures."""
    parts = [part for part, people in people_of.items() if people]
    columns = {}
    for part in parts:
        column = tuple(int(part in figure) for figure in figures)
        columns[column] = columns.get(column, 0) + people_of[part]
    wide = [column for column, people in columns.items() if people >= FEWEST_PEOPLE]
    return rank(list(columns)) != rank(wide)


@pytest.fixture
def administrator(client, db):
    return sign_in_with_factor(client, StaffFactory())


PLANS = st.fixed_dictionaries(
    {
        (age, state, disputed): SIZES if not disputed else st.sampled_from([0, 0, 0, 2, 12])
        for age, state, disputed in product(AGES, STATES, (False, True))
    }
)
EMPTY = dict.fromkeys(product(AGES, STATES, (False, True)), 0)
FULL = EMPTY | dict.fromkeys(product(AGES, STATES, (False,)), 12)
# Three are missing in one organization, and everything else is published.
HOLE = FULL | {(10, "declined", False): 3}
SMALL = EMPTY | {(10, "declined", False): 3, (60, "completed", False): 4}


@pytest.mark.django_db
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plans=st.lists(PLANS, min_size=3, max_size=3))
@example(plans=[FULL, HOLE, SMALL])
@example(plans=[FULL, FULL, EMPTY])
@example(plans=[HOLE, FULL, FULL])
@example(plans=[FULL, SMALL, SMALL])
def test_pages_files_periods_organizations_and_the_portal_together(plans, administrator):
    VerificationRequest.objects.all().delete()
    Organization.objects.all().delete()
    many = max(sum(plan.values()) for plan in plans)
    missing = many - User.objects.filter(email__startswith="person-").count()
    User.objects.bulk_create(
        User(email=f"person-{many}-{n}@people.example") for n in range(max(0, missing))
    )
    users = list(User.objects.filter(email__startswith="person-").order_by("pk"))
    clients, people_of = {None: administrator}, {}
    for number, plan in enumerate(plans):
        organization = OrganizationFactory(name=f"Organization {number}")
        fill(organization, plan, users)
        clients[organization.name] = signed_in(MembershipFactory(organization=organization).user)
        people_of |= {(organization.name, *part): size for part, size in plan.items()}
    found = list(all_published(clients))
    for what in ("requests", "answers"):
        figures = {figure for each, figure in found if each == what}
        assert not figures or not least(list(figures), people_of), what
    if plans == [FULL, FULL, EMPTY]:
        # Not by saying nothing: in every period, of both and of all together, the total, each of
        # three states, and the answers by attesters (those by credentials are the completed).
        assert len({figure for _what, figure in found}) == 3 * 3 * (1 + 3 + 1)
