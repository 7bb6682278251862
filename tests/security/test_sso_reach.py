"""What a session that an organization's provider opened reaches: that organization's pages.

Made from the URLconf: a new address is closed to such sessions until it is named in SSO_PAGES, and
whatever is named there is tried here with everything that belongs to others.
"""

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from accounts.models import ConnectionState, Membership, OidcConnection, Role
from tests.factories.accounts import (
    MembershipFactory,
    OidcConnectionFactory,
    StaffFactory,
)
from tests.security.addresses import ADDRESSES, BY_API_TOKEN, OPEN_TO_EVERYBODY, _walk
from tests.security.test_every_address import METHODS, ask
from tests.security.world import (
    SECRET,
    everything_stored,
    signed_in_and_agreed,
    signed_in_by_provider,
)

pytestmark = pytest.mark.django_db
# Without the person: anybody's, or about this session alone.
NOBODYS = OPEN_TO_EVERYBODY | {
    "account_logout",
    "agree",
    "consent_text",
    # Whoever holds the paper learns whether it still holds, and nothing else.
    "answer_paper",
    # Whoever holds the link and the code answers, signed in or not.
    "attest",
    "attest_hand_over",
    "sso",
    "sso_callback",
    "sso_confirm",
    "sso_ended",
    "sso_own_way",
}


@pytest.fixture
def elsewhere(world):
    """The people of the world are members of another organization, too, whose provider let them
    in: everything in the world is theirs, and nothing of it is that organization's."""
    connection = OidcConnectionFactory()
    people = {}
    for name in ("holder", "owner", "recruiter"):
        user = getattr(world, name)
        MembershipFactory(organization=connection.organization, user=user, role=Role.OWNER)
        signed_in_and_agreed(user, world)
        people[name] = signed_in_by_provider(user, connection.organization)
    return people


def asks_for_own_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("sso_own_way"))


def test_every_page_that_is_open_exists():
    names = {name for name, _pattern in _walk(get_resolver().url_patterns)}
    assert names >= settings.SSO_PAGES
    assert settings.SSO_HOME in settings.SSO_PAGES


@pytest.mark.parametrize("who", ["holder", "owner", "recruiter"])
def test_nothing_that_is_not_that_organizations(world, elsewhere, who):
    client = elsewhere[who]
    own_name = getattr(world, who).name
    before = everything_stored()
    wrong = []
    for address in ADDRESSES:
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        if address.name in NOBODYS | {"share_link"}:
            continue
        for method in METHODS:
            answer = ask(client, method, url, world)
            home = answer.status_code == 302 and answer.url == reverse(settings.SSO_HOME)
            refused = asks_for_own_sign_in(answer) or answer.status_code in (404, 405)
            # Lists and searches of the organization are there, and empty.
            empty = address.name in settings.SSO_PAGES and not address.arguments
            to_home = home and address.name == "home"
            if not (refused or empty or to_home):
                wrong.append(f"{method} {address.name}: {answer.status_code}")
            # The reader's own name, in a form that they sign with it, is no secret to them.
            text = "" if answer.streaming else answer.content.decode().replace(own_name, "")
            if SECRET in text:
                wrong.append(f"{method} {address.name} tells what is not that organization's")
    assert not wrong
    assert everything_stored() == before


@pytest.mark.parametrize("who", ["holder", "recruiter"])
def test_a_link_to_a_share_with_another_organization_opens_nothing(world, elsewhere, who):
    url = reverse("share_link", args=[world.links["share_link"]])
    before = everything_stored()
    answer = elsewhere[who].post(url)
    assert f"{SECRET} degree" not in answer.content.decode()
    assert everything_stored() == before


def test_that_organizations_pages_and_nothing_else(world):
    """The same pages in a session by the right organization: or refusals prove nothing."""
    signed_in_and_agreed(world.recruiter, world)
    client = signed_in_by_provider(world.recruiter, world.organization)
    opened = []
    for address in ADDRESSES:
        if address.name not in settings.SSO_PAGES - NOBODYS:
            continue
        answer = client.get(address.url(world.table | {"token": world.links.get(address.name, "")}))
        if answer.status_code in (200, 405):
            opened.append(address.name)
    assert set(opened) >= {
        "organization",
        "employer_home",
        "employer_share",
        "employer_share_open",
        "employer_requests",
        "employer_request",
        "employer_request_new",
        "bulk_checks",
        "bulk_check",
        "share_received",
    }
    assert SECRET in client.get(reverse("employer_home")).content.decode()
    for name in ("passport", "account", "shares", "notifications", "requests_for_me", "api_tokens"):
        address = next(each for each in ADDRESSES if each.name == name)
        assert asks_for_own_sign_in(client.get(address.url(world.table))), name


def test_libraries_and_the_administration_are_closed():
    connection = OidcConnectionFactory()
    staff = StaffFactory()
    MembershipFactory(organization=connection.organization, user=staff, role=Role.OWNER)
    client = signed_in_by_provider(staff, connection.organization)
    for name in (
        "admin:index",
        "admin:accounts_user_changelist",
        "account_email",
        "account_change_password",
        "account_reauthenticate",
        "account_login",
        "mfa_index",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "usersessions_list",
        "organization_new",
    ):
        assert asks_for_own_sign_in(client.get(reverse(name))), name
        assert asks_for_own_sign_in(client.post(reverse(name))), name
    page = client.get(reverse("employer_home")).content.decode()
    assert reverse("admin:index") not in page


def test_api_tokens_are_of_no_use_to_such_a_session(world, elsewhere):
    for address in ADDRESSES:
        if address.name in BY_API_TOKEN:
            answer = elsewhere["owner"].post(address.url(world.table))
            assert asks_for_own_sign_in(answer) or answer.status_code == 401


def test_own_sign_in_leads_to_the_page_that_was_wanted(world, elsewhere):
    client = elsewhere["holder"]
    wanted = reverse("passport")
    asked = client.get(wanted)
    page = client.get(asked.url).content.decode()
    assert "This page is your own" in page
    answer = client.post(reverse("sso_own_way"), {"next": wanted})
    assert answer.url == f"{reverse('account_login')}?next=%2Fpassport%2F"
    assert client.get(wanted).url.startswith(reverse("account_login"))
    answer = client.post(reverse("sso_own_way"), {"next": "//evil.example"})
    assert "evil" not in answer.url


@pytest.mark.parametrize("end", ["removed", "switched off", "suspended", "provider removed"])
def test_the_session_ends_with_the_next_click(world, end):
    client = signed_in_by_provider(world.recruiter, world.organization)
    signed_in_and_agreed(world.recruiter, world)
    assert client.get(reverse("employer_home")).status_code == 200
    if end == "removed":
        Membership.objects.filter(user=world.recruiter).delete()
    elif end == "switched off":
        OidcConnection.objects.update(state=ConnectionState.OFF)
    elif end == "suspended":
        world.organization.vetting = "suspended"
        world.organization.save()
    else:
        OidcConnection.objects.all().delete()
    assert client.get(reverse("employer_home")).url == reverse("sso_ended")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("sso_ended")).status_code == 200
