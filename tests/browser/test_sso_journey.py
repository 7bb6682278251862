"""Sign-in by an organization's own provider, in a browser, between two real servers: the portal and
a provider (allauth's own)."""

import json
import os

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.hands import Keyboard
from tests.browser.people import DESK, PHONE
from tests.identity_provider.process import CLIENT, PASSWORD, IdentityProvider
from tests.portal_process import PortalProcess

DOMAIN = "harbor.example"
ORGANIZATION = "5b0f7c1e-0000-4000-8000-000000000002"
# Where to keep a picture of each page that is reached, for whoever changes one.
PICTURES = os.environ.get("TEST_PICTURES", "")
_SEED = """
import json
from django.utils import timezone
from accounts.models import DomainProof, Membership, OidcConnection, Organization, User
given = json.loads('''{given}''')
now = timezone.now()
made = Organization.objects.create(
    id=given["organization"], name="Harbor Health", kind="employer", vetting="vetted", vetted_at=now
)
owner = User.objects.create_user("ana@people.example", name="Ana Reyes", age_band="18")
Membership.objects.create(organization=made, user=owner, role="owner")
DomainProof.objects.create(
    organization=made, domain=given["domain"], method="dns_txt", state="proven", proven_at=now
)
connection = OidcConnection(
    organization=made, issuer=given["issuer"], client_id=given["client"]["id"],
    default_role="recruiter", state="on", tested_at=now,
)
connection.seal_secret(given["client"]["secret"])
connection.save()
"""


@pytest.fixture(scope="module")
def two():
    """The portal, and the provider at another host name: browsers keep cookies by name of host."""
    folders = [settings.WORKER_VAR_DIR / name for name in ("by-provider", "provider")]
    for folder in folders:
        folder.mkdir()
    provider = IdentityProvider(folders[1])
    issuer = f"http://127.0.0.1:{provider.port}"
    portal = PortalProcess(folders[0], OUTBOUND_ALLOWED_ORIGINS=issuer)
    given = {"organization": ORGANIZATION, "domain": DOMAIN, "issuer": issuer, "client": CLIENT}
    try:
        provider.prepare()
        provider.seed(
            redirect_uri=f"{portal.url}/sso/callback/{ORGANIZATION}/",
            people=[(f"jo@{DOMAIN}", True), ("guest@elsewhere.example", True)],
        )
        provider.start()
        portal.prepare()
        seeded = portal.manage("shell", "-c", _SEED.replace("{given}", json.dumps(given)))
        assert seeded.returncode == 0, seeded.stderr
        portal.start()
        yield portal, issuer
    finally:
        portal.end()
        provider.end()


@pytest.fixture
def at(browser, two, guarded):
    """`at(PHONE)` is a page in a browser of its own, at the portal."""
    opened = []

    def open_browser(size):
        context = guarded(browser.new_context(base_url=two[0].url, viewport=size))
        opened.append(context)
        return context.new_page()

    yield open_browser
    for context in opened:
        context.close()


def picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/sso-{name}.png", full_page=True)


def leave(page, issuer, name=""):
    """To the provider, by the address at the organization."""
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Sign in with your organization").click()
    page.get_by_label("Your email address at the organization").fill(f"jo@{DOMAIN}")
    picture(page, f"{name}-start")
    page.get_by_role("button", name="Continue").click()
    # The page that leads out goes on by itself.
    page.wait_for_url(f"{issuer}/**")


def sign_in_there(page, email):
    page.get_by_text("With a password").click()
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_out_to_the_provider_and_back_on_a_phone(two, at, axe):
    portal, issuer = two
    page = at(PHONE)
    leave(page, issuer, "phone")
    sign_in_there(page, f"jo@{DOMAIN}")
    page.wait_for_url(f"{portal.url}/**")
    # Somebody new: how old they are is asked once.
    page.get_by_label("18 or over").check()
    axe(page)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{portal.url}/employer/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture(page, "phone-home")
    axe(page)
    # What is the person's own asks for their own sign-in, and so do tokens and the administration.
    for path in (reverse("passport"), reverse("account"), reverse("admin:index")):
        page.goto(path)
        expect(page.get_by_text("This page is your own").first).to_be_visible()
    picture(page, "phone-own")
    page.goto("/employer/")
    # Whoever goes back to the answer of the provider is not signed in by it once more.
    page.goto(f"/sso/callback/{ORGANIZATION}/?code=x&state=y")
    expect(page.get_by_text("too old or was begun in another browser")).to_be_visible()


def test_with_the_keys_alone(two, at):
    portal, issuer = two
    page = at(DESK)
    page.goto("/sso/")
    keys = Keyboard(page)
    keys.to("Your email address at the organization").write(f"jo@{DOMAIN}")
    keys.to("^Continue$").press("Enter")
    page.wait_for_url(f"{issuer}/**")
    sign_in_there(page, f"jo@{DOMAIN}")
    page.wait_for_url(f"{portal.url}/**")
    assert "/sso/problem" not in page.url
    assert page.locator("h1").count() == 1
    picture(page, "desk-in")


def test_whoever_is_elsewhere_is_refused_with_a_sentence(two, at, axe):
    portal, issuer = two
    page = at(PHONE)
    leave(page, issuer, "refused")
    sign_in_there(page, "guest@elsewhere.example")
    page.wait_for_url(f"{portal.url}/sso/callback/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "You are not signed in by your organization"
    )
    expect(page.get_by_text("is not at a domain that the organization has proven")).to_be_visible()
    picture(page, "refused")
    axe(page)
    page.goto("/employer/")
    page.wait_for_url(f"{portal.url}/accounts/login/**")
