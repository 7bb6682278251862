"""The inbox of an organization: pages by place, search, and what it asks of the database."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from employers.asking.inbox import inbox
from employers.models import RequestQuestion, VerificationRequest
from employers.paging import ROWS_A_PAGE, count_up_to, page_of
from tests.employers.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import make_request
from tests.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db
ADDRESS = "/employer/requests/"


@pytest.fixture
def member(db):
    return MembershipFactory(role=Role.RECRUITER)


def fill(organization, number, first=0):
    now = timezone.now()
    rows = [
        VerificationRequest(
            organization=organization,
            invited_name=f"Person {each}",
            invited_email=f"p{each}@people.example",
            reference=f"Job {each % 7}",
            purpose="Hiring",
            deadline=now,
            # Some at the same instant: the id decides between them.
            created_at=now - dt.timedelta(minutes=each // 3),
        )
        for each in range(first, first + number)
    ]
    for row in rows:
        row.fold()
    VerificationRequest.objects.bulk_create(rows)


def names(response):
    return [cells[0] for _url, cells in response.context["rows"]]


def test_every_request_is_on_one_page_and_in_order(member):
    fill(member.organization, 2 * ROWS_A_PAGE + 7)
    client, seen, after = signed_in(member.user), [], ""
    for _page in range(3):
        response = client.get(ADDRESS, {"after": after})
        seen += [url for url, _cells in response.context["rows"]]
        after = response.context["page"].after
    assert not after
    order = VerificationRequest.objects.order_by("-created_at", "-id").values_list("id", flat=True)
    assert seen == [reverse("employer_request", args=[each]) for each in order]


def test_the_same_queries_for_ten_and_for_a_thousand(member):
    client = signed_in(member.user)
    fill(member.organization, 10)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    fill(member.organization, 1000, first=10)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few)
    assert not any("COUNT(*)" in query["sql"] and "verificationr" in query["sql"] for query in many)


def test_found_by_name_address_job_and_state(member):
    organization = member.organization
    make_request(organization=organization, name="Zoë Álvarez", reference="Ward 4")
    make_request(organization=organization, name="Jo", email="jo@acme.example", state="declined")
    make_request(organization=organization, name="", email="", holder=UserFactory(name="Éva Kiss"))
    client = signed_in(member.user)
    for query, found in (
        ({"q": "zoe"}, ["Zoë Álvarez"]),
        ({"q": "alvarez ward"}, ["Zoë Álvarez"]),
        ({"q": "WARD 4"}, ["Zoë Álvarez"]),
        ({"q": "jo@acme"}, ["Jo"]),
        ({"q": "eva"}, ["Éva Kiss"]),
        ({"q": "eva", "state": "declined"}, []),
        ({"state": "declined"}, ["Jo"]),
        ({"q": "100%"}, []),
        ({"q": "_"}, []),
    ):
        assert names(client.get(ADDRESS, query)) == found, query


def test_found_by_the_name_that_the_person_has_now(member):
    holder = UserFactory(name="Éva Kiss")
    make_request(organization=member.organization, name="", email="", holder=holder)
    make_request(organization=member.organization, name="As invited", holder=holder)
    client = signed_in(member.user)
    holder.name = "Éva Nagy"
    holder.save(update_fields=["name"])
    assert names(client.get(ADDRESS, {"q": "kiss"})) == []
    # Whoever was invited keeps the name that the requester typed, also for whoever searches.
    assert names(client.get(ADDRESS, {"q": "nagy"})) == ["Éva Nagy"]


def test_another_organizations_are_not_there(member):
    make_request(organization=MembershipFactory().organization)
    assert names(signed_in(member.user).get(ADDRESS)) == []


def test_a_question_that_waits_stands_out(member):
    asked = make_request(organization=member.organization)
    RequestQuestion.objects.create(request=asked, text="Why?")
    assert "A question waits" in signed_in(member.user).get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "2026-01-01_x",
        "_",
        "2026-01-01T00:00:00_" + "0" * 32,
        # No time in UTC.
        "0001-01-01T00:00:00+23:59_" + "0" * 32,
        "9999-12-31T23:59:59-23:59_" + "0" * 32,
    ],
)
def test_a_place_that_is_none_is_the_first_page(member, after):
    make_request(organization=member.organization)
    assert len(names(signed_in(member.user).get(ADDRESS, {"after": after}))) == 1


@pytest.mark.parametrize("search", ["\x00", "Nadia\x00", "\ud800"])
def test_what_is_no_text_finds_nothing_and_breaks_nothing(member, search):
    make_request(organization=member.organization)
    query = f"{ADDRESS}?q={quote(search, errors='surrogatepass')}"
    assert signed_in(member.user).get(query).status_code == 200


def test_the_swap_equals_the_reload(member):
    make_request(organization=member.organization)
    assert_swap_equals_reload(signed_in(member.user), f"{ADDRESS}?q=nadia", fragment_id="inbox")


def test_counting_stops(member):
    fill(member.organization, 30)
    rows = inbox(organization=member.organization)
    assert count_up_to(rows, 20) == 21
    assert count_up_to(rows, 100) == 30
    assert page_of(rows, "").rows
