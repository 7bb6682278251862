"""Rules for passwords (NIST SP 800-63B-4, 3.1.1)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.actions.factors import current_totp_code
from accounts.models import User
from accounts.passwords import ContextWordsValidator
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_fifteen_characters_alone():
    user = UserFactory()
    with pytest.raises(ValidationError, match="15 characters"):
        validate_password("vjw qkz xpt lm", user)
    validate_password("vjw qkz xpt lmn", user)


def test_eight_with_a_second_factor():
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    with pytest.raises(ValidationError, match="8 characters"):
        validate_password("vjw qkz", user)
    validate_password("vjw qkzx", user)


def test_somebody_who_has_no_account_yet_needs_fifteen():
    with pytest.raises(ValidationError, match="15"):
        validate_password("vjw qkzx", User(email="a@example.org"))


@pytest.mark.parametrize(
    "password", ["z" * 15, "AAAAbbbb1111 long", "ünïcödé wörds ok", "1ab" * 40]
)
def test_there_are_no_rules_of_composition(password):
    validate_password(password, UserFactory())


@pytest.mark.parametrize("password", ["CareerPassport1", "career passport 20", "Ada Lovelace 1815"])
def test_the_portals_name_and_ones_own_are_refused(password):
    user = UserFactory(name="Ada Lovelace")
    with pytest.raises(ValidationError, match="easy to guess"):
        ContextWordsValidator().validate(password, user)


def test_known_passwords_are_refused():
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    with pytest.raises(ValidationError, match="common"):
        validate_password("iloveyou", user)


def test_changing_the_password_ends_the_other_sessions(client):
    user = UserFactory()
    other = type(client)()
    for each in (client, other):
        each.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    new = "another long sentence here"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302


def test_a_short_password_keeps_the_last_factor(client):
    user = UserFactory(password="vjw qkzx")
    assert user.password_is_short
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.email, "password": "vjw qkzx"})
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    client.post(reverse("account_reauthenticate"), {"password": "vjw qkzx"})
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "shorter than 15 characters" in response.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_long_password_lets_the_last_factor_go(client):
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
