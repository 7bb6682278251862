"""Who has neither a password nor a factor proves by a code that it is them before adding one."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGES = ["mfa_activate_totp", "mfa_add_webauthn", "account_set_password", "account_email"]
PROVE = "prove_by_code"


@pytest.fixture
def person(client):
    """Somebody who only ever signs in by code, and did so an hour ago."""
    user = UserFactory(email="zoe@people.example")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    client.get(reverse("account"))
    session_ages(user)
    return user


def session_ages(user):
    UserSession.objects.filter(user=user).update(created_at=timezone.now() - timedelta(hours=1))


def prove(client, page, code=None):
    url = f"{reverse(PROVE)}?next={reverse(page)}"
    client.post(url, {"send_code": "1"})
    code = code or re.search(r"^(\d{6})$", mail.outbox[-1].body, re.M)[1]
    return client.post(url, {"code": code})


@pytest.mark.parametrize("page", PAGES)
def test_a_session_that_is_old_adds_no_way_in(client, person, page):
    for method in (client.get, client.post):
        answer = method(reverse(page))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse(PROVE))
    assert not Authenticator.objects.exists()
    assert client.get(answer.url).status_code == 200
    assert mail.outbox == [], "a GET sends nothing"


@pytest.mark.parametrize("page", PAGES)
def test_the_code_opens_it_for_some_minutes(client, person, page):
    assert prove(client, page).url == reverse(page)
    assert mail.outbox[-1].to == [person.email]
    assert client.get(reverse(page)).status_code == 200
    session = client.session
    session["proved_by_code_at"] -= 3600
    session.save()
    assert client.get(reverse(page)).status_code == 302


def test_a_wrong_code_opens_nothing(client, person):
    answer = prove(client, PAGES[0], code="wrong")
    assert answer.status_code == 200
    assert "not right or too old" in answer.content.decode()
    assert client.get(reverse(PAGES[0])).status_code == 302


def test_a_code_for_something_else_opens_nothing(client, person):
    client.post(reverse("delete_account"), {"send_code": "1"})
    code = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.M)[1]
    assert client.post(reverse(PROVE), {"code": code}).status_code == 200
    assert client.get(reverse(PAGES[0])).status_code == 302


def test_who_has_just_signed_in_is_not_asked(client, person):
    UserSession.objects.update(created_at=timezone.now())
    assert client.get(reverse(PAGES[0])).status_code == 200


def test_who_has_a_password_is_asked_for_that(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    client.get(reverse("account"))
    session_ages(user)
    answer = client.get(reverse(PAGES[0]))
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_it_leads_nowhere_else(client, person):
    client.post(f"{reverse(PROVE)}?next=//evil.example", {"send_code": "1"})
    code = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.M)[1]
    answer = client.post(f"{reverse(PROVE)}?next=//evil.example", {"code": code})
    assert answer.url == reverse("account")


def test_an_address_that_was_typed_before_the_proof_is_there_after_it_and_not_yet_added(
    client, person
):
    page = reverse("account_email")
    typed = {"email": "zoe@new.example", "action_add": "1"}
    assert client.post(page, typed).url.startswith(reverse(PROVE))
    assert prove(client, "account_email").url == page
    assert 'value="zoe@new.example"' in client.get(page).content.decode()
    assert len(mail.outbox) == 1, "the code to prove it, and none to the new address yet"
    assert "zoe@new.example" not in client.get(page).content.decode(), "shown once"


def test_the_page_asks_for_a_code_once_one_was_sent(client, person):
    url = f"{reverse(PROVE)}?next={reverse('account_email')}"
    assert 'name="code"' not in client.get(url).content.decode()
    client.post(url, {"send_code": "1"})
    assert 'name="code"' in client.get(url).content.decode()
