"""Signing up and in with a browser: by code, then by passkey; entering the administration."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.people import code_mailed_to
from tests.factories.accounts import PASSWORD, UserFactory

SIGN_IN_PAGES = ["account_login", "account_signup", "account_reset_password"]
OWN_PAGES = [
    "account",
    "email_addresses",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
    "consents",
    "notifications",
    "notification_mails",
    "organization_new",
    "recovery",
]


def virtual_authenticator(page: Page) -> None:
    """What a phone with a fingerprint reader is to the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def by_password(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.get_by_text("With a password").click()
    page.get_by_label("Email", exact=True).fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home/")


def test_sign_up_by_code_then_come_back_with_a_passkey(page: Page) -> None:
    virtual_authenticator(page)
    page.goto(reverse("account_signup"))
    page.get_by_label("Your name").fill("Rosa Delgado")
    page.get_by_label("Email").fill("rosa@example.org")
    page.get_by_label("18 or over").check()
    page.get_by_role("button", name="Create my account").click()
    page.get_by_label("Code").fill(code_mailed_to("rosa@example.org"))
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/home/")

    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Add").click()
    # The recovery codes are shown to whoever proves that the new passkey works.
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/recovery-codes/")

    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/home/")
    user = User.objects.get(email="rosa@example.org")
    assert user.authenticator_set.filter(type="webauthn").count() == 1


def test_an_administrator_enters_with_a_passkey(page: Page) -> None:
    virtual_authenticator(page)
    user = UserFactory(is_staff=True, is_superuser=True)
    by_password(page, user)
    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys and second factors")
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/")
    # Having a passkey is not enough: this session must use it.
    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="What needs attention")).to_be_visible()


@pytest.mark.parametrize("name", SIGN_IN_PAGES)
def test_pages_of_sign_in_are_accessible(page: Page, axe, name: str) -> None:
    page.goto(reverse(name))
    axe(page)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_of_an_account_are_accessible(page: Page, axe, sign_in, name: str) -> None:
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    sign_in(user)
    page.goto(reverse(name))
    assert page.url.endswith(reverse(name))
    axe(page)
