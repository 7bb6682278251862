"""Every page of an account opens for its person and for nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import invitations, recovery
from accounts.models import Consent, Role
from tests.factories.accounts import (
    ConsentTextFactory,
    CredentialAddressFactory,
    MembershipFactory,
    NotificationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OWN_PAGES = [
    "account",
    "email_addresses",
    "consents",
    "notifications",
    "notification_mails",
    "organization_new",
    "recovery",
    "mfa_index",
    "account_email",
    "usersessions_list",
    "account_change_password",
]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_person_opens_their_own_pages(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*OWN_PAGES, "download_my_data", "delete_account", "agree"])
def test_nobody_opens_them_without_signing_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def pages_of(owner):
    """Addresses of everything that belongs to one person."""
    address = CredentialAddressFactory(user=owner.user, verified_at=None)
    text = ConsentTextFactory(published_at=None)
    consent = Consent.objects.create(user=owner.user, text=text)
    organization = owner.organization
    invitation = invitations.invite(
        organization=organization, email="new@example.org", role=Role.VIEWER, by=owner.user
    )
    return {
        "get": [
            reverse("credential_address_verify", args=[address.id]),
            reverse("credential_address_remove", args=[address.id]),
            reverse("consent_withdraw", args=[consent.id]),
            reverse("organization", args=[organization.id]),
            reverse("member_remove", args=[owner.id]),
        ],
        "post": [
            reverse("credential_address_verify", args=[address.id]),
            reverse("credential_address_code", args=[address.id]),
            reverse("credential_address_remove", args=[address.id]),
            reverse("consent_withdraw", args=[consent.id]),
            reverse("organization_choose", args=[organization.id]),
            reverse("organization_invite", args=[organization.id]),
            reverse("invitation_withdraw", args=[invitation.id]),
            reverse("member_role", args=[owner.id]),
            reverse("member_remove", args=[owner.id]),
        ],
    }


def test_an_owner_opens_every_page_of_theirs(client):
    owner = MembershipFactory(role=Role.OWNER)
    client.force_login(owner.user)
    for url in pages_of(owner)["get"]:
        assert client.get(url).status_code == 200, url


def test_nobody_else_opens_or_changes_any_of_them(client):
    owner = MembershipFactory(role=Role.OWNER)
    pages = pages_of(owner)
    client.force_login(MembershipFactory(role=Role.OWNER).user)
    for method, urls in pages.items():
        for url in urls:
            assert getattr(client, method)(url).status_code == 404, (method, url)
    assert owner.user.credential_addresses.count() == 1
    assert owner.user.consents.filter(withdrawn_at=None).count() == 1
    assert owner.organization.invitations.get().state == "sent"
    assert owner.organization.memberships.get() == owner


def test_the_list_of_notifications_asks_as_much_for_many_as_for_one(client):
    user = UserFactory()
    client.force_login(user)
    NotificationFactory(user=user, kind="account_reinstated")
    client.get(reverse("notifications"))
    one = _queries(client)
    for _number in range(20):
        NotificationFactory(user=user, kind="account_reinstated")
    assert _queries(client) == one


def _queries(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("notifications")).status_code == 200
    return len(captured)


def test_a_notification_of_somebody_else_stays_unread(client):
    mine, other = NotificationFactory(), NotificationFactory()
    client.force_login(mine.user)
    client.post(reverse("notifications_read"), {"id": str(other.id)})
    client.post(reverse("notifications_read"))
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.read_at is not None
    assert other.read_at is None


def test_the_link_that_cancels_a_recovery_does_nothing_when_it_is_opened(client):
    request = recovery.start(user=UserFactory())
    url = reverse("recovery_cancel", args=[recovery.cancel_token(request)])
    for _visit in range(20):
        assert client.get(url).status_code == 200
    request.refresh_from_db()
    assert request.state == "waiting"
    assert client.post(url).status_code == 200
    request.refresh_from_db()
    assert request.state == "cancelled"
    assert client.get(reverse("recovery_cancel", args=["guessed"])).status_code == 404
