"""Sessions of administrators."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from accounts.actions.factors import current_totp_code
from tests.factories.accounts import PASSWORD, StaffFactory


def sign_in_with_factor(client, user):
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    client.user = user
    return client


@pytest.fixture
def admin_client(client, db):
    """An administrator with every permission, who used an authenticator app."""
    return sign_in_with_factor(client, StaffFactory())


@pytest.fixture
def staff_client(client, db):
    """Staff without any permission."""
    return sign_in_with_factor(client, StaffFactory(is_superuser=False))
