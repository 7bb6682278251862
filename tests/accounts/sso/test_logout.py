"""A provider says that somebody signed out there: what ends, and which words are refused."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import RSAKey

from accounts.actions import sso_logout
from accounts.models import OidcConnection, SsoLogout, User
from accounts.oidc.logout import EVENT
from accounts.personal_data import erase, export
from portal.kernel.models import AuditRow
from tests.accounts.sso.conftest import DOMAIN, ORGANIZATION, Trip, connect
from tests.factories.accounts import DomainProofFactory, MembershipFactory

pytestmark = pytest.mark.django_db
URL = reverse("sso_backchannel_logout", args=[ORGANIZATION])
NOBODYS = reverse("sso_backchannel_logout", args=["5b0f7c1e-0000-4000-8000-00000000ffff"])


def token_of(provider, *, without=(), header=None, key=None, **claims):
    now = int(time.time())
    said = {
        "iss": provider.issuer,
        "aud": "client",
        "iat": now,
        "exp": now + 120,
        "jti": "one",
        "sub": "person-1",
        "events": {EVENT: {}},
        **claims,
    }
    kept = {name: value for name, value in said.items() if name not in without}
    given = {"alg": "RS256", "kid": "one", "typ": "logout+jwt"} | (header or {})
    return jwt.encode(given, kept, key or provider.key, algorithms=[given["alg"]])


@pytest.fixture
def tell(client_of, provider):
    """Says it as the provider would: from no browser, and without a token against forgery."""

    def tell(text=None, url=URL, **changes):
        sent = token_of(provider, **changes) if text is None else text
        return client_of(enforce_csrf_checks=True).post(url, {"logout_token": sent})

    return tell


@pytest.fixture
def enter(connection, provider, client_of):
    """`enter(sub="person-1")` is a browser whose session the provider opened."""

    def enter(**claims):
        provider.claims = claims
        trip = Trip(client_of(), provider)
        trip.leave()
        assert trip.come_back().status_code == 302
        User.objects.update(age_band="18", age_asked_at=timezone.now())
        assert is_in(trip.client)
        return trip.client

    return enter


def is_in(browser):
    return browser.get(reverse("employer_home")).status_code == 200


def someone_else():
    return {"sub": "person-2", "email": f"lee@{DOMAIN}"}


def test_every_session_of_the_person_ends_and_nobody_elses(enter, tell):
    first, second, other = enter(), enter(), enter(**someone_else())
    answer = tell()
    assert (answer.status_code, answer.content) == (200, b"")
    assert "no-store" in answer["Cache-Control"]
    for browser in (first, second):
        assert browser.get(reverse("employer_home")).url == reverse("sso_ended")
        assert "_auth_user_id" not in browser.session
    assert is_in(other)
    assert AuditRow.objects.filter(deed="sso_signed_out_there", actor_id=None).count() == 1


def test_one_session_of_several_ends(enter, tell):
    laptop, phone = enter(sid="laptop"), enter(sid="phone")
    assert tell(sid="laptop").status_code == 200
    assert not is_in(laptop)
    assert is_in(phone)
    assert tell(sid="phone", without={"sub"}).status_code == 200
    assert not is_in(phone)


def test_where_sessions_have_no_names_all_of_the_person_end(enter, tell):
    first, other = enter(), enter(**someone_else())
    assert tell(sid="laptop").status_code == 200
    assert not is_in(first)
    assert is_in(other)


def test_the_name_of_a_session_is_no_key_to_somebody_elses(enter, tell):
    mine = enter(sid="laptop")
    assert tell(sid="laptop", sub="person-2").status_code == 200
    assert is_in(mine)


def test_a_sign_in_that_was_on_its_way_is_over_too(connection, provider, tell, client_of):
    """The provider made the ID token, then signed the person out; we hear of the second first."""
    made = int(time.time()) - 5
    assert tell().status_code == 200
    provider.claims = {"iat": made}
    trip = Trip(client_of(), provider)
    trip.leave()
    trip.come_back()
    assert not is_in(trip.client)


def test_the_same_word_again_ends_nothing_that_came_later(enter, tell, provider):
    old = token_of(provider, iat=int(time.time()) - 30)
    browser = enter()
    for _time in range(2):
        assert tell(old).status_code == 200
    assert is_in(browser)
    assert SsoLogout.objects.count() == 1


def test_another_organization_with_the_same_provider_hears_nothing(enter, tell, provider):
    browser = enter()
    other = MembershipFactory()
    DomainProofFactory(organization=other.organization, domain="other.example")
    connect(other, provider.issuer)
    theirs = reverse("sso_backchannel_logout", args=[other.organization_id])
    assert tell(url=theirs).status_code == 200
    assert is_in(browser)


def test_a_session_of_ones_own_goes_on(enter, tell, client):
    enter()
    client.force_login(User.objects.get(email=f"jo@{DOMAIN}"))
    tell()
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another"},
        {"aud": ["client", "another"]},
        {"exp": 1},
        {"iat": 1},
        {"iat": int(time.time()) + 3600},
        {"without": {"exp"}},
        {"without": {"iat"}},
        {"without": {"jti"}},
        {"jti": ""},
        {"jti": 7},
        {"without": {"events"}},
        {"events": {}},
        {"events": {EVENT: True}},
        {"events": [EVENT]},
        {"events": EVENT},
        {"events": {"http://schemas.openid.net/event/another": {}}},
        {"nonce": "n"},
        {"nonce": None},
        {"without": {"sub"}},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a\0b"},
        {"sid": ""},
        {"sid": "x" * 256},
        {"header": {"typ": "at+jwt"}},
        {"key": RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)},
        {"text": ""},
        {"text": "a.b.c"},
        {"text": "e30.e30."},
        {"text": "x" * 30_000},
        {"text": f"e30.{'W1td' * 3000}.x"},
    ],
)
def test_words_that_are_no_word_of_the_provider(enter, tell, changes):
    browser = enter()
    answer = tell(**changes)
    assert answer.status_code == 400
    assert "no-store" in answer["Cache-Control"]
    assert not SsoLogout.objects.exists()
    assert is_in(browser)


def test_an_id_token_signs_nobody_out_and_a_logout_token_nobody_in(
    enter, tell, provider, connection, client_of
):
    browser = enter()
    assert tell(provider.signed()).status_code == 400
    assert is_in(browser)
    trip = Trip(client_of(), provider)
    trip.leave()
    provider.token = token_of(provider, email=f"jo@{DOMAIN}", email_verified=True)
    assert trip.come_back().context["code"] == "wrong_nonce"


def test_unsigned_and_signed_with_what_is_public(enter, tell, provider):
    browser = enter()
    header, claims, _signature = token_of(provider).split(".")
    assert tell(f"eyJhbGciOiJub25lIn0.{claims}.").status_code == 400
    assert tell(f"{header}.{claims}.").status_code == 400
    assert is_in(browser)


def test_nonsense_makes_us_ask_nobody(connection, tell, provider, settings):
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset()
    provider.close()
    for changes in ({"aud": "another"}, {"without": {"events"}}, {"text": "a.b.c"}):
        assert tell(**changes).json()["error_description"] != "provider_unreachable"


def test_the_keys_are_asked_for_once_a_minute(enter, tell, provider):
    enter()
    asked = []
    describe, provider.describe = provider.describe, lambda: asked.append(1) or describe()
    for number in range(5):
        tell(jti=f"j{number}")
    assert len(asked) <= 1


def test_who_has_no_provider_is_told_the_same_as_anybody(tell, db):
    assert tell("a.b.c").status_code == 400
    assert tell("a.b.c", url=NOBODYS).status_code == 400


def test_only_a_post_says_it(connection, client, provider):
    assert client.get(URL, {"logout_token": token_of(provider)}).status_code == 405
    assert not SsoLogout.objects.exists()


def test_it_is_forgotten_when_no_such_session_can_be_left(enter, tell, time_machine):
    enter()
    tell()
    sso_logout.forget_old()
    assert SsoLogout.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(hours=14, minutes=1))
    assert sso_logout.forget_old() == 1


def test_what_was_said_is_taken_along_and_erased(enter, tell):
    enter()
    tell()
    tell(sub="person-2")
    jo = User.objects.get(email=f"jo@{DOMAIN}")
    assert len(export(jo)["signed_out_at_providers"]) == 1
    erase(jo)
    assert list(SsoLogout.objects.values_list("subject", flat=True)) == ["person-2"]


# What else ends such a session


def test_twelve_hours_are_twelve_however_busy(enter, time_machine):
    browser = enter()
    for hours in (5, 6):
        time_machine.move_to(timezone.now() + timedelta(hours=hours))
        # Something is kept in the session, and a cookie's age begins anew.
        browser.post(reverse("sso"), {"email": f"jo@{DOMAIN}"})
        assert is_in(browser)
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=1))
    assert browser.get(reverse("employer_home")).url == reverse("sso_ended")


def test_a_domain_that_is_no_longer_proven_ends_it(enter, owner):
    browser = enter()
    owner.organization.domain_proofs.update(state="lost")
    # Another one that is proven says nothing about this person.
    DomainProofFactory(organization=owner.organization, domain="second.example")
    assert not is_in(browser)


@pytest.mark.parametrize("change", [{"issuer": "http://127.0.0.1:1"}, {"client_id": "other"}])
def test_another_provider_does_not_take_over_the_sessions_of_before(enter, change):
    browser = enter()
    OidcConnection.objects.update(**change)
    assert not is_in(browser)
