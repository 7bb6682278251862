"""What the measures say, checked against times that were really taken, and whom they hide."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from employers.measures import FEWEST_PEOPLE, by_organization, measures
from employers.measures.figures import rounded
from employers.models import Answer, DisputedAnswer, Layer, RequestedClaim, VerificationRequest
from employers.views.measures import in_words
from passports.models import Dispute
from tests.employers.conftest import signed_in
from tests.employers.rows import make_claim
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory(name="Harbor Health")


def request_of(organization, *, state="completed", seconds=(), layer=Layer.HELD, holder=None):
    """One request, and a claim answered so many seconds after the authorization for each."""
    now = timezone.now()
    request = VerificationRequest.objects.create(
        organization=organization,
        holder=holder or UserFactory(),
        purpose="Hiring",
        deadline=now,
        state=state,
        sent_at=now,
        decided_at=now if seconds else None,
    )
    for position, taken in enumerate(seconds):
        RequestedClaim.objects.create(
            request=request,
            kind="skill",
            position=position,
            answer=Answer.CONFIRMED,
            layer=layer,
            answered_at=now + dt.timedelta(seconds=taken),
        )
    return request


def shown(endings):
    return {each.state: (each.requests, each.share_percent) for each in endings if each.requests}


def test_times_and_shares_are_those_that_were_taken(organization):
    for taken in range(1, 21):
        request_of(organization, seconds=[taken])
    for taken in range(10):
        request_of(organization, seconds=[3600 * (taken + 1)], layer=Layer.ATTESTER)
    for _number in range(10):
        request_of(organization, state="declined")
    found = measures(organization=organization, days=90)
    assert found.requests == 40
    held, attester = [each for each in found.speeds if each.answers]
    assert (held.layer, held.answers, held.share_percent) == ("held", 20, 67)
    assert held.median == dt.timedelta(seconds=10)
    assert held.ninetieth == dt.timedelta(seconds=18)
    assert attester.median == dt.timedelta(hours=5)
    assert shown(found.endings) == {"declined": (10, 25), "completed": (30, 75)}
    assert found.disputed_percent is None


def test_nine_people_are_not_shown(organization):
    for _number in range(FEWEST_PEOPLE - 1):
        request_of(organization, seconds=[1])
    found = measures(organization=organization, days=90)
    assert found.requests is None
    assert not found.speeds
    assert by_organization(days=90) == []


def test_many_requests_about_one_person_are_one_person(organization):
    holder = UserFactory()
    for _number in range(30):
        request_of(organization, seconds=[1], holder=holder)
    assert measures(organization=organization, days=90).requests is None


def test_a_small_group_cannot_be_told_from_the_sum(organization):
    for _number in range(30):
        request_of(organization, seconds=[1])
    for _number in range(12):
        request_of(organization, state="declined")
    for _number in range(3):
        request_of(organization, state="expired")
    assert shown(measures(organization=organization, days=90).endings) == {"completed": (30, 67)}


def test_two_of_one_each_cannot_be_told_from_the_sum(organization):
    """Two that are held back, and two requests missing from the sum: one of each."""
    for state, people in (("completed", 30), ("withdrawn", 12), ("declined", 1), ("expired", 1)):
        for _number in range(people):
            request_of(organization, state=state)
    found = measures(organization=organization, days=90)
    assert shown(found.endings) == {"completed": (30, 67)}


def test_few_disputes_are_not_told(organization):
    requests = [request_of(organization, seconds=[1]) for _number in range(25)]
    for number, request in enumerate(requests, start=1):
        row = request.requested_claims.get()
        dispute = Dispute.objects.create(
            holder=request.holder, claim=make_claim(request.holder), what_is_wrong="W"
        )
        DisputedAnswer.objects.create(dispute=dispute, requested_claim=row)
        told = measures(organization=organization, days=90).disputed_percent
        hidden = number < FEWEST_PEOPLE or 0 < 25 - number < FEWEST_PEOPLE
        assert told == (None if hidden else 100 * rounded(number) // 25)


def test_other_organizations_and_older_requests_do_not_count(organization):
    for _number in range(10):
        request_of(organization, seconds=[1])
        request_of(OrganizationFactory(), seconds=[1])
    VerificationRequest.objects.filter(organization=organization).update(
        sent_at=timezone.now() - dt.timedelta(days=40)
    )
    assert measures(organization=organization, days=30).requests is None
    assert measures(organization=organization, days=90).requests == 10
    assert measures(organization=None, days=90).requests == 20
    assert by_organization(days=90) == [("Harbor Health", 10)]


def test_the_page_and_its_csv_say_the_same(organization):
    for _number in range(12):
        request_of(organization, seconds=[2])
    client = signed_in(MembershipFactory(organization=organization, role=Role.VIEWER).user)
    page = client.get(reverse("employer_measures"), {"days": "30"}).content.decode()
    assert "<svg" in page
    assert "2.0 s" in page
    answer = client.get(reverse("employer_measures"), {"days": "30", "format": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["A credential that the person has", "10", "100", "2.0", "2.0"] in rows
    assert client.get(reverse("employer_measures"), {"days": "nonsense"}).status_code == 200


def test_too_few_is_said_in_words(organization):
    client = signed_in(MembershipFactory(organization=organization).user)
    assert "Too few requests" in client.get(reverse("employer_measures")).content.decode()


def test_the_number_of_queries_does_not_grow(organization, django_assert_max_num_queries):
    for _number in range(12):
        request_of(organization, seconds=[2, 3, 4])
    with django_assert_max_num_queries(12):
        measures(organization=organization, days=90)


def test_only_members_and_administrators_read_them(client, organization):
    assert client.get(reverse("employer_measures")).status_code == 302
    assert client.get(reverse("portal_measures")).status_code == 302
    for user in (UserFactory(), MembershipFactory().user, UserFactory(is_staff=True)):
        client.force_login(user)
        assert client.get(reverse("portal_measures")).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse("employer_measures")).status_code == 404


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (59, "59 s"), (150, "2 min"), (7300, "2 h"), (200_000, "2 days")],
)
def test_times_as_people_say_them(seconds, words):
    assert in_words(dt.timedelta(seconds=seconds)) == words
