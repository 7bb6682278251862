"""The landing page for everybody; the home page for each role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organization, Vetting
from passports.models import Claim, Credential, Document
from portal.places import Place, places_of
from portal.templatetags.navigation import header_length
from tests.factories.accounts import (
    MembershipFactory,
    NotificationFactory,
    OrganizationFactory,
    StaffFactory,
    UserFactory,
)


def test_landing_speaks_to_all_three_and_needs_no_database(client):
    page = client.get("/").content.decode()
    for heading in ("looking for work", "hire people", "run a program"):
        assert heading in page
    assert reverse("account_signup") in page
    assert reverse("account_login") in page


def test_home_asks_strangers_to_sign_in(client):
    answer = client.get("/home/")
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_a_new_holder_is_told_what_to_do_first(client):
    client.force_login(UserFactory(name="Ana Reyes"))
    page = client.get("/home/").content.decode()
    assert "Welcome, Ana Reyes" in page
    assert "Bring your credentials" in page
    assert "Write down what you have done" in page
    assert "No news yet" in page


@pytest.mark.django_db
def test_a_holder_sees_own_numbers_only(client):
    holder, other = UserFactory(), UserFactory()
    for person, number in ((holder, 2), (other, 5)):
        for _ in range(number):
            Claim.objects.create(holder=person, kind="skill", assurance="attested")
    client.force_login(holder)
    answer = client.get("/home/")
    assert answer.context["counts"] == {"attested": 2}
    assert "Share your passport" in answer.content.decode()


@pytest.mark.django_db
def test_home_asks_as_many_questions_for_forty_rows_as_for_none(client):
    holder = UserFactory()
    client.force_login(holder)
    client.get("/home/")
    with CaptureQueriesContext(connection) as with_none:
        client.get("/home/")
    for number in range(40):
        Claim.objects.create(holder=holder, kind="skill")
        document = Document.objects.create(
            holder=holder, digest=f"{number:064}", media_type="application/json", size_bytes=1
        )
        Credential.objects.create(
            holder=holder, document=document, digest=document.digest, format="x", title="A"
        )
        NotificationFactory(user=holder)
    with CaptureQueriesContext(connection) as with_forty:
        assert client.get("/home/").status_code == 200
    assert len(with_forty) == len(with_none)


@pytest.mark.django_db
def test_a_recruiter_goes_to_the_organization(client):
    client.force_login(MembershipFactory().user)
    answer = client.get("/home/")
    assert (answer.status_code, answer.url) == (302, reverse("employer_home"))
    assert "Shared with us" in client.get(answer.url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("vetting", [Vetting.PENDING, Vetting.SUSPENDED])
def test_a_member_of_an_organization_that_is_not_vetted_stays_a_holder(client, vetting):
    client.force_login(MembershipFactory(organization__vetting=vetting).user)
    answer = client.get("/home/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "What to do next" in page
    # And finds what became of it.
    organization = Organization.objects.get()
    assert reverse("organization", args=[organization.pk]) in page
    assert ("You can prove its domain meanwhile" in page) == (vetting == Vetting.PENDING)


@pytest.mark.django_db
def test_staff_see_what_needs_an_administrator(client):
    OrganizationFactory(vetting=Vetting.PENDING)
    client.force_login(StaffFactory())
    answer = client.get("/home/")
    questions = {str(q["title"]): q for q in answer.context["questions"]}
    assert questions["Organizations waiting for vetting"]["number"] == 1
    assert "What needs an administrator" in answer.content.decode()


@pytest.mark.django_db
def test_the_header_offers_each_role_its_places(rf):
    def labels(user):
        request = rf.get("/")
        request.user, request.session = user, {}
        return {str(place.label) for place in places_of(request)}

    holder, staff = UserFactory(), StaffFactory()
    assert "Administration" not in labels(holder)
    assert "Administration" in labels(staff)


@pytest.mark.django_db
def test_the_header_marks_the_place_one_is_at(rf):
    request = rf.get("/admin/accounts/")
    request.user, request.session = StaffFactory(), {}
    assert [str(p.label) for p in places_of(request) if p.current] == ["Administration"]


def test_a_header_with_many_words_has_a_menu_before_it_takes_two_lines():
    def of(*labels):
        return header_length([Place(label, "/") for label in labels])

    assert of("Passport", "Shares", "Account") == ""
    assert of("Shared with us", "Our requests", "Questions to us", "Notifications (12)", "Me") != ""
    # The same in a language with longer words, or of an administrator who hires, too.
    assert of(*["Verification requests"] * 5) == " site-header--longest"
