"""Signing in, up and again: by code, password, factor; and what gives nothing away."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse

from accounts.actions import people
from accounts.actions.factors import current_totp_code
from accounts.models import User
from tests.factories.accounts import PASSWORD, CredentialAddressFactory, UserFactory

pytestmark = pytest.mark.django_db

CODE_URL = "/accounts/login/code/"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_sign_in_with_an_emailed_code(client, code_from):
    user = UserFactory(email="holder@example.org")
    assert client.post(CODE_URL, {"email": user.email}).status_code == 302
    assert mail.outbox[0].to == [user.email]
    assert not is_signed_in(client)
    response = client.post(reverse("account_confirm_login_code"), {"code": code_from()})
    assert response.url == reverse("home")
    assert is_signed_in(client)


def test_a_wrong_code_opens_nothing_and_three_end_it(client, code_from):
    client.post(CODE_URL, {"email": UserFactory().email})
    code = code_from()
    for _attempt in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "WRONG-CODE"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


def test_sign_in_with_a_password(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert is_signed_in(client)


def test_sign_up_asks_for_an_address_and_proves_it(client, code_from):
    response = client.post(
        reverse("account_signup"), {"email": "new@example.org", "name": "New Person", "age": "18"}
    )
    assert response.url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    client.post(response.url, {"code": code_from()})
    assert is_signed_in(client)
    user = User.objects.get(email="new@example.org")
    assert user.name == "New Person"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_sign_up_takes_no_password_that_a_stranger_could_leave_behind(client):
    client.post(
        reverse("account_signup"),
        {
            "email": "victim@example.org",
            "name": "X",
            "age": "18",
            "password1": PASSWORD,
            "is_staff": "1",
        },
    )
    user = User.objects.get(email="victim@example.org")
    assert not user.has_usable_password()
    assert not user.is_staff


@pytest.mark.parametrize("page", ["account_login", "code", "account_signup", "reset"])
def test_known_and_unknown_addresses_look_alike(client, page):
    """Status, place, body and number of mails. Only the mail, which the owner reads, differs."""
    UserFactory(email="aaaaa@example.org")
    url = {"code": CODE_URL, "reset": reverse("account_reset_password")}.get(page) or reverse(page)
    seen = []
    for email in ("aaaaa@example.org", "bbbbb@example.org"):
        client.cookies.clear()
        mail.outbox.clear()
        data = {"email": email, "login": email, "password": "wrong password here", "name": "N"}
        response = client.post(url, data, follow=True)
        body = response.content.decode().replace(email, "ADDRESS")
        token = response.context["csrf_token"]
        seen.append(
            (
                response.status_code,
                response.redirect_chain,
                body.replace(str(token), "TOKEN"),
                len(mail.outbox),
            )
        )
    assert seen[0][:2] == seen[1][:2]
    assert _without_tokens(seen[0][2]) == _without_tokens(seen[1][2])
    assert seen[0][3] == seen[1][3]


def _without_tokens(body):
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value|X-CSRFToken": )"?=?"?[A-Za-z0-9]+', "", body)


def test_a_reset_by_code_changes_the_password_and_ends_other_sessions(client, code_from):
    user = UserFactory(email="holder@example.org")
    other = type(client)()
    other.force_login(user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_from()})
    new = "quite another long sentence"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert other.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("page", ["code", "reset"])
def test_nothing_that_lets_a_person_in_goes_to_an_address_for_credentials(client, page, code_from):
    user = UserFactory()
    address = CredentialAddressFactory(user=user, email="old@college.example")
    url = CODE_URL if page == "code" else reverse("account_reset_password")
    client.post(url, {"email": address.email})
    # The mail says that there is no such account; it holds no code.
    assert all(
        "no account" in sent.body
        or "no user" in sent.body.lower()
        or "do not have any record" in sent.body
        for sent in mail.outbox
    )
    with pytest.raises(AttributeError):
        code_from()
    assert not is_signed_in(client)


def test_signing_up_with_an_address_for_credentials_does_not_open_its_holders_account(
    client, code_from
):
    holder = UserFactory()
    address = CredentialAddressFactory(user=holder, email="old@college.example")
    response = client.post(
        reverse("account_signup"), {"email": address.email, "name": "Other", "age": "18"}
    )
    client.post(response.url, {"code": code_from()})
    assert client.session["_auth_user_id"] != str(holder.pk)


def test_a_password_cannot_be_tried_with_an_address_for_credentials(client):
    address = CredentialAddressFactory()
    client.post(reverse("account_login"), {"login": address.email, "password": PASSWORD})
    assert not is_signed_in(client)


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_a_destination_elsewhere_is_ignored(client, place):
    user = UserFactory()
    response = client.post(
        reverse("account_login") + f"?next={place}",
        {"login": user.email, "password": PASSWORD, "next": place},
    )
    assert response.url == reverse("home")


def test_six_wrong_passwords_are_limited_whatever_the_client_claims_to_be(client):
    user = UserFactory()
    for attempt in range(6):
        client.post(
            reverse("account_login"),
            {"login": user.email, "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{attempt}"},
        )
    response = client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.77"},
    )
    assert not is_signed_in(client)
    assert "Too many attempts" in response.content.decode()


def test_one_network_cannot_try_many_accounts_by_forging_where_it_is(client):
    statuses = [
        client.post(
            reverse("account_login"),
            {"login": f"somebody{attempt}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{attempt}"},
        )
        for attempt in range(12)
    ]
    assert "Too many attempts" in statuses[-1].content.decode()


def test_suspending_ends_sessions_and_reinstating_does_not_bring_them_back(client):
    user, admin = UserFactory(), UserFactory(is_staff=True)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.get(reverse("account"))
    assert people.suspend(user=user, by=admin)
    assert not people.suspend(user=user, by=admin)
    assert client.get(reverse("account")).status_code == 302
    people.reinstate(user=user, by=admin)
    assert client.get(reverse("account")).status_code == 302
    with pytest.raises(ValueError, match="themselves"):
        people.suspend(user=admin, by=admin)


def test_a_suspended_person_is_told_so(client):
    user = UserFactory(is_active=False)
    response = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True
    )
    assert not is_signed_in(client)
    assert response.status_code == 200


def test_signing_out_elsewhere(client):
    user = UserFactory()
    other = type(client)()
    for each in (client, other):
        each.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        assert each.get(reverse("account")).status_code == 200
    client.post(reverse("usersessions_list"))
    assert other.get(reverse("account")).status_code == 302
    assert client.get(reverse("account")).status_code == 200


def test_a_code_is_not_enough_for_somebody_with_a_second_factor(client, code_from):
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    client.post(CODE_URL, {"email": user.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_from()})
    assert response.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    page = client.get(response.url)
    assert reverse("recovery_start") in page.content.decode()
    client.post(response.url, {"code": current_totp_code(user)})
    assert is_signed_in(client)


def test_the_secret_of_an_authenticator_app_is_not_readable_in_the_database():
    user, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get(user=user).data)
    assert len(current_totp_code(user)) == 6
    assert current_totp_code(UserFactory()) is None
