"""Somebody who knows answers from a link in a mail: on a phone, by keyboard, without JavaScript."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role
from employers.actions import requests
from employers.actions.attesters import contacts
from employers.models import Answer
from passports.actions.disclosures import open_share
from passports.models import Audience, Credential
from portal.kernel.models import KeptMail
from tests.browser.people import PHONE
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.claims import make_claim, make_share
from tests.factories.employers import authorize

PAT = "pat@acme.example"


def mailed(page: Page, pattern: str, *, newer_than: int = 0) -> str:
    """What the pattern finds in the newest mail to the attester, once there are so many."""
    for _time in range(200):
        mails = KeptMail.objects.filter(to=PAT).order_by("-created_at")
        if mails.count() > newer_than and (found := re.search(pattern, mails[0].text, re.M)):
            return found[1]
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail with {pattern}")


@pytest.fixture
def asked(live_portal):
    holder = UserFactory(name="Zoë Álvarez", email="zoe@people.example")
    recruiter = MembershipFactory(role=Role.RECRUITER, organization__name="Bay Shipyard")
    claim = make_claim(
        holder,
        "employment",
        title="Welder",
        organization_name="Acme Steel",
        start=dt.date(2019, 3, 1),
        start_precision="month",
    )
    share, _token = make_share(
        holder, [claim], audience=Audience.ORGANIZATION, organization=recruiter.organization
    )
    open_share(share=share, viewer=recruiter.user, organization=recruiter.organization)
    asked = requests.send(
        organization=recruiter.organization,
        by=recruiter.user,
        share=share,
        claims=[claim],
        purpose="Hiring decision for a job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    contacts.name_contact(claim=claim, by=holder, email=PAT, name="Pat Lee", role="Foreman")
    row = asked.requested_claims.get()
    authorize(request=asked, by=holder, included={row.pk})
    # This process has no broker: what it wrote down is found by the portal's own sweeper.
    return row


def wait_for(page: Page, row, answer: str) -> None:
    for _time in range(300):
        row.refresh_from_db()
        if row.answer == answer:
            return
        page.wait_for_timeout(100)
    raise AssertionError(row.answer)


def press_to(page: Page, name: str, *, role: str = "button") -> None:
    """Move the focus with the keyboard alone until it is on the control, and press it."""
    for _time in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip().startswith(name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_on_a_phone_by_keyboard_and_without_javascript(
    browser: Browser, base_url: str, asked
) -> None:
    context = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport=PHONE, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(mailed(page, r"http://\S+?(/attest/\S+)"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoë Álvarez")
    expect(page.get_by_text("Bay Shipyard").first).to_be_visible()
    expect(page.get_by_text("Welder")).to_have_count(0)
    press_to(page, "Send the code")
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").focus()
    page.keyboard.type(mailed(page, r"^(\d{8})$", newer_than=1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Employment: Welder")).to_be_visible()
    expect(page.get_by_text("March 2019")).to_be_visible()
    expect(page.get_by_text("Correct what is different.")).to_be_hidden()
    page.get_by_label("Something is different").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Correct what is different.")).to_be_visible()
    title = page.get_by_label("Job title")
    title.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Welder’s helper")
    page.get_by_label("Your name").focus()
    page.keyboard.type("Pat Lee")
    page.keyboard.press("Tab")
    page.keyboard.type("Foreman")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    press_to(page, "Sign and send")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    wait_for(page, asked, Answer.DIFFERS)
    assert Credential.objects.get().verdict == "verified"
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_way(page: Page, axe, asked, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(mailed(page, r"http://\S+?(/attest/\S+)"))
    axe(page)
    page.get_by_role("button", name="Send the code").click()
    axe(page)
    page.get_by_label("Code").fill(mailed(page, r"^(\d{8})$", newer_than=1))
    page.get_by_role("button", name="Go on").click()
    axe(page)
    page.get_by_label("Something is different").check()
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("#error-summary")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Pass it to a colleague").click()
    axe(page)
    page.get_by_role("link", name="Cancel").click()
    page.get_by_label("Yes, this is right").check()
    page.get_by_label("Your name").fill("Pat Lee")
    page.get_by_label("Your role").fill("Foreman")
    page.get_by_label("What I say here is true").check()
    page.get_by_role("button", name="Sign and send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    axe(page)
    wait_for(page, asked, Answer.CONFIRMED)
