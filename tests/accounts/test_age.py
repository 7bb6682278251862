"""How old somebody is: asked once, kept as a band; under 13 nobody has an account."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import correct_age, keep_age
from accounts.ages import is_due, needs_guardian
from accounts.models import AgeBand, User
from portal.kernel.models import AuditRow
from portal.kernel.personal_data import export_everything
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.org", "name": "New"}


def never_asked(**fields):
    return UserFactory(age_band="", age_asked_at=None, **fields)


class TestSigningUp:
    def test_under_13_is_refused_and_nothing_is_stored(self, client):
        page = client.post(reverse("account_signup"), NEW | {"age": "under_13"})
        assert "You have to be 13 or older" in page.content.decode()
        assert not User.objects.exists()
        assert not EmailAddress.objects.exists()
        assert not mail.outbox
        assert not AuditRow.objects.exists()
        assert "under_13" not in str(dict(client.session))

    @pytest.mark.parametrize("answer", [{}, {"age": ""}, {"age": "12"}, {"age": "130"}])
    def test_it_has_to_be_answered(self, client, answer):
        assert client.post(reverse("account_signup"), NEW | answer).status_code == 200
        assert not User.objects.exists()

    @pytest.mark.parametrize("band", AgeBand.values)
    def test_the_band_is_kept_and_no_birth_date(self, client, band):
        client.post(reverse("account_signup"), NEW | {"age": band})
        user = User.objects.get()
        assert user.age_band == band
        assert user.age_asked_at is not None
        assert needs_guardian(user) == (band == AgeBand.MINOR)
        assert AuditRow.objects.get(deed="age_asked").codes == {"band": band}
        assert not any("birth" in field.name for field in User._meta.get_fields())
        assert export_everything(user)["accounts"]["person"]["age"] == band


class TestTheGate:
    def test_who_was_never_asked_is_asked_before_anything_else_and_once(self, client):
        user = never_asked()
        client.force_login(user)
        asked = client.get(reverse("passport") + "?page=2")
        assert asked.url == reverse("age") + "?next=%2Fpassport%2F%3Fpage%3D2"
        answered = client.post(asked.url, {"age": "18", "next": "/passport/?page=2"})
        assert answered.url == "/passport/?page=2"
        assert client.get(reverse("passport")).status_code == 200
        assert client.get(reverse("age")).url == reverse("home")

    def test_a_deed_waits_for_the_answer(self, client):
        client.force_login(never_asked())
        response = client.post(reverse("account_name"), {"name": "Other"})
        assert response.status_code in (200, 302)
        response = client.post(reverse("share_new"), {})
        assert response.url.startswith(reverse("age"))

    def test_under_13_goes_no_further_and_nothing_is_kept(self, client):
        user = never_asked()
        client.force_login(user)
        page = client.post(reverse("age"), {"age": "under_13"})
        assert "You have to be 13 or older" in page.content.decode()
        user.refresh_from_db()
        assert (user.age_band, user.age_asked_at) == ("", None)
        assert client.get(reverse("passport")).url.startswith(reverse("age"))

    def test_taking_data_along_and_leaving_need_no_answer(self, client):
        client.force_login(never_asked())
        assert client.get(reverse("account")).status_code == 200
        assert b"".join(client.post(reverse("download_my_data")).streaming_content)

    def test_members_who_came_by_a_provider_are_asked_too(self, client):
        membership = MembershipFactory(user=never_asked())
        client.force_login(membership.user)
        assert client.get(reverse("employer_home")).url.startswith(reverse("age"))

    def test_the_answer_leads_nowhere_else(self, client):
        client.force_login(never_asked())
        answer = client.post(reverse("age"), {"age": "18", "next": "https://evil.example/"})
        assert answer.url == reverse("home")

    def test_nobody_is_asked_who_is_signed_out(self, client):
        assert client.get(reverse("age")).url.startswith(reverse("account_login"))
        assert client.get(reverse("verify_page")).status_code == 200

    def test_it_costs_no_query(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert is_due(User(age_band=""))
            assert not is_due(User(age_band=AgeBand.ADULT))


def test_a_minor_is_asked_again_after_a_year_and_an_adult_never():
    minor, adult = UserFactory(), UserFactory()
    keep_age(user=minor, band=AgeBand.MINOR, by=minor)
    keep_age(user=adult, band=AgeBand.ADULT, by=adult)
    assert not is_due(minor)
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        assert is_due(minor)
        assert not is_due(adult)
        keep_age(user=minor, band=AgeBand.ADULT, by=minor)
        assert not is_due(minor)
        assert not needs_guardian(minor)


class TestCorrecting:
    """What somebody has said by mistake, an administrator corrects."""

    def test_nobody_corrects_themselves(self):
        administrator = UserFactory(is_staff=True, is_superuser=True)
        with pytest.raises(ValueError, match="own age"):
            correct_age(user=administrator, band=AgeBand.MINOR, by=administrator)

    def test_it_takes_an_administrator(self, client):
        user = UserFactory(age_band=AgeBand.MINOR)
        client.force_login(user)
        client.post(reverse("admin:accounts_user_deed", args=[user.pk, "is_adult"]))
        user.refresh_from_db()
        assert user.age_band == AgeBand.MINOR
        assert not AuditRow.objects.filter(deed="age_corrected").exists()
