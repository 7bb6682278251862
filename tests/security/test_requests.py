"""Requests that no page of ours would make: without a token against forgery, by machines that
follow links, for another host, or with a way on to another site."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory
from tests.security.addresses import (
    ADDRESSES,
    BY_API_TOKEN,
    BY_PROVIDER,
    BY_SIGNATURE,
    READ_BY_API_TOKEN,
)
from tests.security.world import (
    everything_stored,
    rightful,
    signed_in,
    signed_in_and_agreed,
)

pytestmark = pytest.mark.django_db
TIMES = 20
EVIL = ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)")


def somebody_answers(answer):
    return answer.status_code not in (403, 404)


def test_the_table_reaches_its_objects(world):
    """Otherwise the refusals of test_every_address.py would prove nothing."""
    clients = rightful(world)
    not_reached = []
    for address in ADDRESSES:
        values = world.table | {"token": world.links.get(address.name, "")}
        answers = {name: each.get(address.url(values)) for name, each in clients.items()}
        # There is no other credential to tie, no image around this one, nothing above the API, and
        # no administrator among these.
        unreachable = {"claim_attach", "credential_inside", "api:api-root", "portal_measures"}
        if address.name not in unreachable and not any(
            somebody_answers(answer) for answer in answers.values()
        ):
            not_reached.append(address.name)
    assert not not_reached


# Whoever may not send the large form is turned away before anything of it is read.
PERMISSION_FIRST = {"bulk_checks"}


def test_every_post_without_a_token_is_refused(world):
    clients = rightful(world, csrf=True) | {
        "nobody": Client(enforce_csrf_checks=True),
        "administrator": signed_in_and_agreed(StaffFactory(), world, csrf=True),
    }
    before = everything_stored()
    accepted = []
    for address in ADDRESSES:
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        for name, each in clients.items():
            status = each.post(url, {"title": "x"}).status_code
            # Without an API token nobody gets as far as the question.
            expected = {401} if address.name in BY_API_TOKEN else {403}
            if address.name in BY_SIGNATURE:
                expected = {415}
            if address.name in BY_PROVIDER:
                expected = {400}
            if address.name in READ_BY_API_TOKEN:
                expected = {405}
            if address.name in PERMISSION_FIRST:
                expected |= {302, 404}
            if status not in expected:
                accepted.append(f"{name} {url}: {status}")
    assert not accepted
    assert everything_stored() == before


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_logout",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "usersessions_list",
        "admin:login",
        "admin:logout",
        "admin:accounts_user_add",
    ],
)
def test_libraries_refuse_it_too(name):
    for client in (Client(enforce_csrf_checks=True), signed_in(UserFactory(), csrf=True)):
        assert client.post(reverse(name), {"email": "a@example.org"}).status_code == 403


def test_machines_that_follow_links_leave_no_row(world):
    """Scanners visit every link in a mail, many times, with GET and HEAD, and press nothing."""
    client = Client()
    before = everything_stored()
    for name, token in world.links.items():
        # The person is of age, so a guardian has nothing to decide any more.
        opened = 410 if name == "guardian" else 200
        for _time in range(TIMES):
            # The last ones find that these were too many for one address.
            assert client.get(reverse(name, args=[token])).status_code in (opened, 429), name
            assert client.head(reverse(name, args=[token])).status_code in (opened, 429), name
    assert everything_stored() == before


@pytest.mark.parametrize("who", ["nobody", "holder", "owner", "recruiter"])
def test_reading_changes_no_row(world, who):
    client = (rightful(world) | {"nobody": Client()})[who]
    before = everything_stored()
    # Some at a time: to look at all rows takes longer than to ask for a page.
    for place in range(0, len(ADDRESSES), 10):
        some = ADDRESSES[place : place + 10]
        for address in some:
            url = address.url(world.table | {"token": world.links.get(address.name, "")})
            # The first time, and once more.
            for _time in range(2):
                client.get(url)
                client.head(url)
        assert everything_stored() == before, f"one of {[each.name for each in some]}"


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_another_host_is_refused_or_ignored(world, header):
    client = rightful(world)["holder"]
    for address in ADDRESSES:
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        answer = client.get(url, headers={header: "evil.example"})
        assert header != "host" or answer.status_code == 400, address.name
        assert "evil.example" not in answer.headers.get("Location", "")
        if not answer.streaming:
            assert "evil.example" not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("wanted", EVIL)
def test_next_never_leads_away(world, wanted):
    user = UserFactory()
    entered = Client().post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD, "next": wanted},
        query_params={"next": wanted},
    )
    assert entered.status_code == 302
    ways = [entered.url]
    client = signed_in(user)
    for method in ("get", "post"):
        for name in ("agree", "admin:login", "account_login", "account_reauthenticate"):
            answer = getattr(client, method)(
                reverse(name), {"next": wanted, "text": [world.text.id]}
            )
            ways.append(answer.headers.get("Location", ""))
    ways.append(client.post(reverse("account_logout"), {"next": wanted}).url)
    # Passing the wish on, encoded, is no harm: whoever gets it judges it again.
    assert not [way for way in ways if re.match(r"(?i)(https?:)?[/\\]{2}|javascript:", way)], ways
