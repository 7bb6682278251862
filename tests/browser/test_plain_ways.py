"""The main path without JavaScript, and the journeys by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from passports.models import Claim, Share
from tests.browser.brought import made_here
from tests.browser.hands import Keyboard
from tests.browser.people import DESK, PHONE, code_mailed_to, mails_to, sign_in_with_code
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.claims import make_claim
from tests.servers import wait_until


@pytest.mark.usefixtures("_real_passwords")
def test_without_scripts_from_file_to_withdrawn_share(another, sign_in):
    recruiter = MembershipFactory(role=Role.RECRUITER, organization__name="Bay Shipyard").user
    holder = UserFactory(name="Nadia Rahman")
    page = another(viewport=PHONE, java_script_enabled=False)
    sign_in_with_code(page, holder.email)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")

    files = made_here(holder.email)[:3]
    page.goto("/imports/new/")
    page.get_by_label("Credential files").set_input_files([each.for_upload() for each in files])
    page.get_by_role("button", name="Upload and check").click()

    def done() -> bool:
        page.reload()
        return page.get_by_text("We are done with all 3 documents").count() == 1

    wait_until(done, seconds=30, what="the checks are done")
    page.get_by_role("link", name="welding.json").click()
    page.get_by_role("link", name="Look at it and add it").click()
    page.get_by_role("button", name="Add it to my passport").click()

    page.goto("/claims/add/skill/")
    page.locator("input[name=title]").fill("Pipe fitting")
    page.get_by_role("button", name=re.compile("Add")).click()
    page.goto("/passport/build/")
    row = page.locator(".builder__row").filter(has_text="Pipe fitting")
    row.get_by_role("button", name="Remove").click()
    page.locator(".undo").get_by_role("button", name="Undo").click()
    expect(page.locator(".builder__row").filter(has_text="Pipe fitting")).to_be_visible()

    page.goto("/shares/new/")
    page.get_by_label(re.compile("Welding, level 1")).check()
    page.get_by_label("What is it for?").fill("Night shift")
    page.get_by_label("One organization").check()
    page.get_by_label("Which organization?").fill("shipy")
    page.get_by_role("button", name="Find").click()
    page.get_by_label(re.compile("Bay Shipyard")).check()
    page.get_by_role("button", name="See the preview").click()
    page.get_by_role("button", name="Share it and show me the link").click()
    link = page.get_by_label("Link", exact=True).input_value()

    desk = another(viewport=DESK, java_script_enabled=False)
    sign_in(recruiter, desk)
    desk.goto(link)
    desk.get_by_role("button", name=re.compile("Open")).click()
    expect(desk.get_by_text("Welding, level 1").first).to_be_visible()
    expect(desk.get_by_text("Pipe fitting")).to_have_count(0)

    page.goto(f"/shares/{Share.objects.get().pk}/withdraw/")
    page.get_by_role("button", name="Withdraw").click()
    assert desk.goto(link).status == 410


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page)


def test_signing_in_by_keyboard(page: Page, keyboard: Keyboard):
    user = UserFactory()
    page.goto("/")
    keyboard.to("^Sign in$").follow()
    keyboard.to("^Email address$").write(user.email)
    seen = mails_to(user.email)
    keyboard.to("Send me a sign-in code").follow()
    keyboard.to("^Code").write("WRONG-1")
    keyboard.follow()
    expect(page.locator("#error-summary")).to_be_focused()
    keyboard.to("code is not right").press("Enter")
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    page.keyboard.press("Control+A")
    keyboard.write(code_mailed_to(user.email, seen=seen))
    keyboard.follow()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")


def test_the_first_tab_skips_to_the_content(page: Page, keyboard: Keyboard, sign_in):
    sign_in(UserFactory())
    page.goto("/home/")
    keyboard.to("[Ss]kip", most=1).press("Enter")
    assert page.evaluate("location.hash") == "#" + page.locator("main").get_attribute("id")


def test_adding_a_claim_by_keyboard(page: Page, keyboard: Keyboard, sign_in):
    user = UserFactory()
    sign_in(user)
    page.goto("/passport/")
    keyboard.to("Add (a|your first) claim").follow()
    keyboard.to("^Language").follow()
    keyboard.to("^Add|^Save").follow()
    expect(page.locator("#error-summary")).to_be_focused()
    keyboard.to(".").press("Enter")
    assert page.evaluate("document.activeElement.name") == "title"
    keyboard.write("Somali")
    keyboard.to("How well").press("ArrowDown")
    keyboard.to("^Add|^Save").follow()
    if page.locator("#error-summary").count():
        raise AssertionError(page.locator("#error-summary").inner_text())
    assert Claim.objects.get(holder=user).current.title == "Somali"


def test_sharing_by_keyboard(page: Page, keyboard: Keyboard, sign_in):
    user = UserFactory()
    make_claim(user, title="Nursing degree")
    sign_in(user)
    page.goto("/passport/")
    keyboard.to("^Share$").follow()
    keyboard.to("See the preview").follow()
    expect(page.locator("#error-summary")).to_be_focused()
    keyboard.to("^Nursing degree").press("Space")
    keyboard.to("What is it for").write("Night shift")
    keyboard.to("One organization|One email|Anyone").press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "anyone"
    keyboard.to("See the preview").follow()
    keyboard.to("Share it and show me the link").follow()
    keyboard.to("Copy the link", most=80).press("Space")
    assert Share.objects.get().audience == "anyone"
