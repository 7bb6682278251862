"""What people do with their accounts, and what an administrator does with the portal."""

import re
import time

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from accounts.models import CredentialAddress, Organization, User, Vetting
from passports.models import RecognizedIssuer, TrustRegistry
from portal.demo.people import ADMINISTRATOR, make_administrator
from portal.kernel.models import KeptMail, WorkRow, WorkState
from tests.browser.people import CODE, DESK, code_mailed_to, mails_to, sign_in_with_code
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.servers import wait_until

SECRET = re.compile(r"[A-Z2-7]{32}")


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    # The first that allauth would take is old already, and too old when a page takes its time.
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))


@pytest.fixture
def person(page: Page) -> User:
    """Signed in by a code, so that the session counts as fresh; has no password."""
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    sign_in_with_code(page, user.email)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    return user


def test_an_authenticator_app_and_recovery_codes(page: Page, axe, another, person: User):
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set up an authenticator app").click()
    secret = SECRET.search(page.locator("code").inner_text())[0]
    axe(page)
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page).to_have_url(re.compile("recovery-codes"))
    # They are shown to whoever proves that the app works.
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Confirm").click()
    axe(page)
    codes = page.get_by_label("Unused codes").input_value().split()
    assert len(codes) >= 8

    elsewhere = another(viewport=DESK)
    sign_in_with_code(elsewhere, person.email)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Your second factor")
    axe(elsewhere)
    elsewhere.locator("input[name=code]").fill(codes[0])
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    expect(elsewhere.get_by_role("heading", level=1)).to_contain_text("Welcome")

    # Used once is used up.
    third = another(viewport=DESK)
    sign_in_with_code(third, person.email)
    third.locator("input[name=code]").fill(codes[0])
    third.get_by_role("button", name="Sign in", exact=True).click()
    expect(third.locator("#error-summary")).to_be_focused()


def test_signing_out_elsewhere(page: Page, axe, another, sign_in, person: User):
    elsewhere = another(viewport=DESK)
    sign_in_with_code(elsewhere, person.email)
    elsewhere.goto("/passport/")
    page.goto("/accounts/sessions/")
    axe(page)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("You are signed in nowhere else")).to_be_visible()
    elsewhere.goto("/passport/")
    assert "/accounts/login/" in elsewhere.url


def test_an_address_that_received_credentials(page: Page, axe, another, person: User):
    old = "old@college.example"
    page.goto("/settings/email-addresses/")
    page.get_by_label("Email address").fill(old)
    page.get_by_role("button", name="Send a code").click()
    axe(page)
    page.get_by_label("Code").fill(code_mailed_to(old))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text(f"{old} is yours")).to_be_visible()
    axe(page)
    assert CredentialAddress.objects.get(user=person).verified_at

    # It proves who somebody is, and lets nobody in.
    seen = mails_to(old)
    stranger = another(viewport=DESK)
    stranger.goto("/accounts/login/")
    stranger.locator("#code-email").fill(old)
    stranger.get_by_role("button", name="Send me a sign-in code").click()
    wait_until(lambda: mails_to(old) > seen, seconds=15, what="a mail that says no")
    newest = KeptMail.objects.filter(to__contains=old)[0]
    assert not CODE.search(newest.text)


def test_leaving_for_good(page: Page, axe, person: User):
    page.goto("/settings/")
    page.get_by_role("link", name="Delete my account").click()
    axe(page)
    seen = mails_to(person.email)
    page.get_by_role("button", name="Send the code").click()
    code = code_mailed_to(person.email, seen=seen)
    page.get_by_label("I understand that this cannot be undone").check()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Delete my account and everything in it").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    assert not User.objects.filter(pk=person.pk).exists()
    page.goto("/home/")
    assert "/accounts/login/" in page.url


def test_the_demos_administrator_works(page: Page, another):
    """Enters with the code of the mail and the one of the app, which /dev/mail shows."""
    make_administrator()
    organization = OrganizationFactory(vetting=Vetting.PENDING, name="Quick Hire Partners")
    registry = TrustRegistry.objects.create(name="State registry")
    failed = WorkRow.objects.create(
        kind="accounts.mail_invitation",
        subject_id=organization.id,
        state=WorkState.FAILED,
        reason="test",
    )
    page.set_viewport_size(DESK)
    sign_in_with_code(page, ADMINISTRATOR[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    mail = another(viewport=DESK)
    mail.goto("/dev/mail")
    code = re.search(r"(?<!\d)\d{6}(?!\d)", mail.locator("main").inner_text())[0]
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Organizations waiting for vetting")).to_be_visible()

    # Vets an organization.
    page.get_by_role("link", name="Organizations waiting for vetting").click()
    page.get_by_role("link", name="Quick Hire Partners").click()
    page.locator("#reason-vet").fill("Called them back.")
    page.get_by_role("button", name="Vet", exact=True).click()
    expect(page.get_by_text("Decided. The owners are told.")).to_be_visible()
    assert Organization.objects.get(pk=organization.pk).is_vetted

    # Recognizes issuers from a file.
    page.goto(f"/admin/passports/trustregistry/{registry.pk}/change/")
    page.get_by_role("link", name="Import issuers").click()
    page.get_by_label("CSV file").set_input_files(
        {
            "name": "issuers.csv",
            "mimeType": "text/csv",
            "buffer": b"identifier,name,since\ndid:web:college.example,Fresno College,2021-09-01\n",
        }
    )
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("1 issuer is new.")).to_be_visible()
    page.get_by_role("button", name="Import this").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert RecognizedIssuer.objects.get(registry=registry).name == "Fresno College"

    # Sends failed work again.
    page.goto(f"/admin/kernel/workrow/{failed.pk}/change/")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("It was sent again.")).to_be_visible()


def test_an_administrator_without_a_factor_is_sent_to_get_one(page: Page):
    user = UserFactory(is_staff=True, is_superuser=True)
    sign_in_with_code(page, user.email)
    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys and second factors")
    expect(page.get_by_text("Administrators need a second factor")).to_be_visible()
