"""Lists ask the database as much for many rows as for one; those with a file of tests of their own
are counted there."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from employers.models import VerificationRequest
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie
from tests.factories.passports import ImportItemFactory, ImportRunFactory

pytestmark = pytest.mark.django_db


def imports(holder, membership):
    ImportItemFactory(run=ImportRunFactory(holder=holder), state="failed")


def shares(holder, membership):
    make_share(holder, [make_claim(holder)])


def requests(holder, membership):
    VerificationRequest.objects.create(
        organization=OrganizationFactory(),
        holder=holder,
        purpose="hiring",
        deadline=timezone.now() + dt.timedelta(days=1),
    )


def requests_of_the_organization(holder, membership):
    VerificationRequest.objects.create(
        organization=membership.organization,
        requested_by=membership.user,
        holder=UserFactory(),
        purpose="hiring",
        deadline=timezone.now() + dt.timedelta(days=1),
    )


def members(holder, membership):
    MembershipFactory(organization=membership.organization)


def claims_with_credentials(holder, membership):
    tie(make_claim(holder), make_credential(holder))


@pytest.mark.parametrize(
    ("address", "add", "by_member"),
    [
        ("imports", imports, False),
        ("shares", shares, False),
        ("requests_for_me", requests, False),
        ("home", claims_with_credentials, False),
        ("passport_builder", claims_with_credentials, False),
        ("share_new", claims_with_credentials, False),
        ("employer_requests", requests_of_the_organization, True),
        ("organization", members, True),
    ],
)
def test_as_many_queries_for_many_as_for_one(client, address, add, by_member):
    holder = UserFactory()
    membership = MembershipFactory(role=Role.OWNER)
    client.force_login(membership.user if by_member else holder)
    url = reverse(address, args=[membership.organization_id] if address == "organization" else [])
    counts = []
    for number in (1, 12):
        for _each in range(number):
            add(holder, membership)
        # The first request of a session also notes the device.
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
