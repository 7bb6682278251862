"""Measures of all organizations, for administrators."""

from django.urls import reverse

from tests.factories.accounts import StaffFactory


def test_an_administrator_with_a_factor_reads_them(admin_client):
    assert admin_client.get(reverse("portal_measures")).status_code == 200


def test_an_administrator_without_one_is_asked_for_it(client, db):
    client.force_login(StaffFactory())
    answer = client.get(reverse("portal_measures"))
    assert answer.url == f"{reverse('admin:login')}?next=%2Fmeasures%2F"


def test_staff_without_the_permission_does_not(staff_client):
    assert staff_client.get(reverse("portal_measures")).status_code == 404
