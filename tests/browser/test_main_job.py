"""The main job, from the first visit to the answer, on a phone and at a recruiter's desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from passports.models import Claim, Credential, Disclosure, Share
from tests.browser.brought import NOT_VERIFIED, made_by_others, made_here, school
from tests.browser.people import DESK, PHONE, code_mailed_to, mails_to, sign_up, text_of
from tests.factories import signed
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.passports import RecognizedIssuerFactory

EMAIL = "nadia@people.example"
SHARED = "Application as a welder"


@pytest.fixture
def recruiter():
    return MembershipFactory(
        role=Role.RECRUITER, organization__name="Bay Shipyard", user__name="Riley Chen"
    ).user


def upload(page: Page, files: list) -> None:
    page.goto("/imports/new/")
    page.get_by_label("Credential files").set_input_files([each.for_upload() for each in files])
    expect(page.get_by_text(f"{len(files)} files chosen")).to_be_visible()
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_text(f"We are done with all {len(files)} documents")).to_be_visible(
        timeout=60_000
    )


def assert_each_is_told(page: Page, files: list) -> None:
    wrong = []
    for each in files:
        item = page.locator(".import-item").filter(has=page.get_by_text(each.filename, exact=True))
        expect(item).to_have_count(1)
        said = item.locator(".import-item__state").inner_text()
        # "Verified" is part of "Not verified".
        if not any(re.search(rf"(?<!Not ){word}", said) for word in each.expected):
            wrong.append(f"{each.filename}: {said!r}, not {each.expected}")
    assert not wrong, "\n".join(wrong)


def test_from_first_visit_to_answer(page: Page, another, axe, sign_in, recruiter):
    for issuer in (school(), signed.KEY):
        RecognizedIssuerFactory(identifier=issuer.did)
    page.set_viewport_size(PHONE)
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Create an account").or_(
        page.get_by_role("link", name="Start")
    ).first.click()
    axe(page)
    sign_up(page, name="Nadia Rahman", email=EMAIL)
    axe(page)

    # Brings twelve files at once and watches them being checked.
    files = made_here(EMAIL)
    page.get_by_role("link", name="Bring your credentials").click()
    axe(page)
    upload(page, files)
    assert_each_is_told(page, files)
    axe(page)

    # Reads what was found on a good, a bad and somebody else's one.
    page.get_by_role("link", name="revoked.json").click()
    expect(page.get_by_role("heading", name="What we checked")).to_be_visible()
    expect(page.locator("#credential-checks")).to_contain_text(NOT_VERIFIED)
    expect(page.locator("#credential-checks")).to_contain_text("revoked")
    axe(page)
    page.go_back()
    page.get_by_role("link", name="jordans.json").click()
    expect(page.get_by_text("This credential was not issued to you")).to_be_visible()
    axe(page)
    page.go_back()

    # Accepts one proposal as it is, and changes another.
    page.get_by_role("link", name="welding.json").click()
    axe(page)
    page.get_by_role("link", name="Look at it and add it").click()
    axe(page)
    page.get_by_role("button", name="Add it to my passport").click()
    expect(page.get_by_text("It is in your passport now")).to_be_visible()
    diploma = Credential.objects.get(title="Diploma in Welding")
    page.goto(f"/credentials/{diploma.pk}/claim/")
    page.locator("input[name=title]").fill("Welder's diploma")
    page.get_by_role("button", name="Add it to my passport").click()
    expect(page.get_by_text("It is in your passport now")).to_be_visible()

    # Writes a claim of her own.
    page.goto("/passport/")
    axe(page)
    page.get_by_role("link", name="Add a claim").first.click()
    axe(page)
    page.get_by_role("link", name="Job", exact=True).or_(
        page.get_by_role("link", name="Employment")
    ).first.click()
    axe(page)
    page.get_by_label("Job title").fill("Welder")
    page.get_by_label("Employer", exact=True).fill("Acme Steel")
    page.get_by_role("group", name="Start").get_by_label("Year").fill("2019")
    page.get_by_role("button", name=re.compile("Add")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welder")
    axe(page)

    build(page, axe)
    share(page, axe)
    shown_before = text_of(page, ".shared-passport .claim-card")
    page.get_by_role("button", name="Share it and show me the link").click()
    expect(page.get_by_label("Link", exact=True)).to_have_value(re.compile("/s/"))
    axe(page)

    # The recruiter, at a desk, opens it and sees what the preview showed.
    desk = another(viewport=DESK)
    sign_in(recruiter, desk)
    desk.goto("/home/")
    axe(desk)
    desk.get_by_role("link", name="Nadia Rahman").click()
    axe(desk)
    assert not Disclosure.objects.exists()
    desk.get_by_role("button", name="Open the passport").click()
    expect(desk.locator(".shared-passport")).to_be_visible()
    desk.set_viewport_size(PHONE)
    assert text_of(desk, ".shared-passport .claim-card") == shown_before
    desk.set_viewport_size(DESK)
    axe(desk)
    ask(desk, axe)

    # The holder leaves one claim out and authorizes the rest; the answer arrives by itself.
    page.goto("/requests/")
    axe(page)
    page.get_by_role("link", name="Bay Shipyard").click()
    axe(page)
    page.get_by_label(re.compile("Acme Steel")).uncheck()
    expect(desk.locator("#answers")).not_to_contain_text("Confirmed")
    page.get_by_role("button", name="Go on: read and sign").click()
    axe(page)
    # She has no password: she signs with a code from her mail.
    seen = mails_to(EMAIL)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(code_mailed_to(EMAIL, seen=seen))
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("#answers")).to_contain_text("Confirmed", timeout=20_000)
    axe(page)
    expect(desk.locator("#answers")).to_contain_text("Confirmed", timeout=30_000)
    expect(desk.locator("#answers")).to_contain_text("Not authorized by the person")
    axe(desk)

    # She sees who looked, and takes it back.
    page.goto("/shares/")
    axe(page)
    page.get_by_role("link", name=re.compile("Bay Shipyard")).click()
    axe(page)
    page.locator("section[aria-labelledby=opened]").get_by_role("link").first.click()
    expect(page.locator(".claim-card").filter(has_text="Welding, level 1")).to_be_visible()
    axe(page)
    page.goto(f"/shares/{Share.objects.get().pk}/")
    page.get_by_role("link", name="Withdraw").click()
    axe(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn.", exact=False).first).to_be_visible()
    answer = desk.goto(f"/employer/shares/{Share.objects.get().pk}/")
    assert answer.status == 410
    expect(desk.get_by_role("heading", level=1)).to_contain_text("not open any more")
    expect(desk.get_by_text("Welding, level 1")).to_have_count(0)
    axe(desk)


def build(page: Page, axe) -> None:
    """Order, hide, remove and bring back, without losing the place."""
    page.goto("/passport/build/")
    axe(page)
    welder = page.locator(".builder__row").filter(has_text="Welder's diploma")
    welder.get_by_role("button", name="Hide").click()
    expect(welder.get_by_text("(hidden)")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Hidden")
    welder.get_by_role("button", name="Show").click()
    expect(welder.get_by_text("(hidden)")).to_have_count(0)
    welder.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("“Welder's diploma” is removed.")).to_be_visible()
    axe(page)
    page.locator(".undo").get_by_role("button", name="Undo").click()
    expect(page.locator(".undo")).to_have_count(0)
    assert Claim.objects.filter(removed_at__isnull=True).count() == 3
    page.goto("/passport/")
    for title in ("Welding, level 1", "Welder's diploma", "Acme Steel"):
        expect(page.locator(".claim-card").filter(has_text=title)).to_be_visible()
    axe(page)


def share(page: Page, axe) -> None:
    """Two of three claims, for one organization; ends at the preview."""
    page.get_by_role("link", name="Share", exact=True).first.click()
    axe(page)
    page.get_by_role("button", name="See the preview").click()
    expect(page.locator("#error-summary")).to_be_focused()
    axe(page)
    page.get_by_label(re.compile("Welding, level 1")).check()
    page.get_by_label(re.compile("Acme Steel")).check()
    page.get_by_label("What is it for?").fill(SHARED)
    page.get_by_label("One organization").check()
    page.get_by_label("Which organization?").fill("shipy")
    page.get_by_label(re.compile("Bay Shipyard")).check()
    page.get_by_role("button", name="See the preview").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Is this what you want to show?")
    expect(page.get_by_text("Welder's diploma")).to_have_count(0)
    axe(page)


def ask(desk: Page, axe) -> None:
    desk.get_by_role("link", name="Ask for verification").click()
    axe(desk)
    for label in ("Welding, level 1", "Acme Steel"):
        desk.get_by_label(re.compile(label)).check()
    desk.get_by_label("Hiring decision for a job").check()
    desk.get_by_role("button", name="Send the request").click()
    expect(desk.get_by_text("Your request was sent")).to_be_visible()
    axe(desk)


@pytest.mark.corpora
def test_files_that_others_made(page: Page, axe, sign_in):
    files = made_by_others()
    if not files:
        pytest.skip("not exercised: CREDENTIAL_CORPORA is not set")
    assert len(files) >= 15
    sign_in(UserFactory())
    page.set_viewport_size(PHONE)
    upload(page, files)
    assert_each_is_told(page, files)
    axe(page)
    for credential in Credential.objects.order_by("created_at")[:3]:
        page.goto(f"/credentials/{credential.pk}/")
        expect(page.locator("#credential-checks")).to_be_visible()
        axe(page)
