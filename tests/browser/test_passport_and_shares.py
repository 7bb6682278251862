"""Building a passport, sharing it, reading it: in a real browser, with axe on every page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from passports.actions import claims as actions
from passports.models import Audience, Claim, Disclosure, Share
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIEWS = ((390, "dark"), (1280, "light"))


@pytest.fixture
def holder(sign_in: Callable[[Any], None]) -> Any:
    person = UserFactory(name="Maria Alvarez")
    sign_in(person)
    return person


@pytest.fixture
def look_at(page: Page, axe: Callable[[Page], None]) -> Callable[[], None]:
    """The page as it is now, with all that is folded: narrow and dark, wide and light."""

    def look_at() -> None:
        page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })")
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            axe(page)
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate(TOO_WIDE) <= 0, page.url
        page.set_viewport_size({"width": 1280, "height": 900})

    return look_at


def test_from_the_first_claim_to_its_reader(
    page: Page, holder: Any, look_at: Callable[[], None], browser: Browser, base_url: str
):
    page.goto("/passport/")
    look_at()
    page.get_by_role("link", name="Add your first claim").click()
    look_at()
    page.get_by_role("link", name="Employment").click()
    page.get_by_role("button", name="Add to my passport").click()
    expect(page.locator("#error-summary")).to_be_visible()
    look_at()
    page.get_by_label("Job title").fill("Welder")
    page.get_by_label("Employer").fill("Acme Works")
    start = page.get_by_role("group", name="Start")
    start.get_by_label("Year").fill("2019")
    page.get_by_role("button", name="Add to my passport").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welder")
    look_at()

    page.get_by_role("link", name="Share this claim").click()
    expect(page.get_by_label("Welder, Acme Works")).to_be_checked()
    page.get_by_label("What is it for?").fill("A job at the shipyard")
    expect(page.get_by_label("Which email address?")).to_be_hidden()
    page.get_by_label("Anyone with the link").check()
    look_at()
    page.get_by_role("button", name="See the preview").click()
    expect(page.get_by_role("heading", name="Welder")).to_be_visible()
    look_at()
    page.get_by_role("button", name="Share it and show me the link").click()
    look_at()
    link = page.get_by_label("Link", exact=True).input_value()

    reader = browser.new_context().new_page()
    reader.goto(link)
    expect(reader.get_by_text("A job at the shipyard")).to_be_visible()
    assert not Disclosure.objects.exists()
    reader.get_by_role("button", name="Open the passport").click()
    expect(reader.get_by_role("heading", name="Welder")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="Welder")).to_be_visible()

    share = Share.objects.get()
    page.goto(reverse("share", args=[share.pk]))
    page.get_by_role("link", name="Somebody with the link").click()
    expect(page.get_by_role("heading", name="Welder")).to_be_visible()
    look_at()
    page.goto(reverse("share_withdraw", args=[share.pk]))
    page.get_by_role("button", name="Withdraw").click()
    look_at()
    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("This passport is no longer shared")
    reader.context.close()


def settle(page: Page) -> None:
    """Nobody presses the next key within the moment in which htmx settles a swap."""
    expect(page.locator(".htmx-settling, .htmx-swapping, .htmx-request")).to_have_count(0)
    page.wait_for_timeout(100)


def test_the_builder_keeps_the_focus(page: Page, holder: Any, look_at: Callable[[], None]):
    first, second = (make_claim(holder, title=title) for title in ("Alpha", "Beta"))
    page.goto("/passport/build/")
    look_at()
    page.get_by_role("button", name="Up: Beta").press("Enter")
    titles = page.locator(".builder__title a")
    expect(titles).to_have_text(["Beta", "Alpha"])
    expect(page.locator(f"#up-{second.pk}")).to_be_focused()
    settle(page)
    page.get_by_role("button", name=re.compile("Hide ?: Alpha")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("Show ?: Alpha"))).to_be_focused()
    settle(page)
    page.get_by_role("button", name=re.compile("Remove ?: Alpha")).press("Enter")
    undo = page.get_by_role("button", name=re.compile("Undo ?: Alpha"))
    expect(undo).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("You can bring it back")
    undo.press("Enter")
    expect(titles).to_have_text(["Beta", "Alpha"])
    assert list(Claim.objects.of(holder)) == [second, first]


def test_what_was_typed_survives_the_end_of_the_session(
    page: Page, holder: Any, sign_in: Callable[[Any], None]
):
    page.goto("/claims/add/skill/")
    page.get_by_label("Skill").fill("Underwater welding")
    page.wait_for_timeout(400)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Add to my passport").click()
    sign_in(holder)
    page.goto("/claims/add/skill/")
    expect(page.get_by_label("Skill")).to_have_value("Underwater welding")
    assert not Claim.objects.exists()


def test_pages_with_much_on_them(page: Page, holder: Any, look_at: Callable[[], None]):
    claim = make_claim(
        holder,
        title="Bachelor of Science in " + "Extraordinarily" * 8,
        start="2015-09-01",
        end="2019-06-01",
        details={"level": "bachelor"},
    )
    tie(claim, make_credential(holder, title=claim.current.title))
    tie(claim, make_credential(holder, title="Something else", verdict="not_verified"))
    make_claim(holder, "employment", title="Welder", start="2019-07-01")
    actions.update(claim=claim, values={"title": "B.S. Nursing"}, by=holder)
    share, _token = make_share(
        holder, [claim], audience=Audience.ORGANIZATION, organization=OrganizationFactory()
    )
    for url in (
        "/passport/",
        reverse("claim", args=[claim.pk]),
        reverse("claim_edit", args=[claim.pk]),
        reverse("claim_history", args=[claim.pk]),
        "/shares/",
        reverse("share", args=[share.pk]),
        reverse("share_narrow", args=[share.pk]),
    ):
        page.goto(url)
        look_at()


def test_pages_for_readers(page: Page, look_at: Callable[[], None]):
    organization = OrganizationFactory()
    _share, for_organization = make_share(audience=Audience.ORGANIZATION, organization=organization)
    _share, for_email = make_share(audience=Audience.EMAIL, email="reader@clinic.example")
    for token in (for_organization, for_email, "guessed"):
        page.goto(reverse("share_link", args=[token]))
        look_at()
    page.goto(reverse("share_link", args=[for_email]))
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill("00000000")
    page.get_by_role("button", name="Open the passport").click()
    expect(page.locator("#error-summary")).to_contain_text("This code does not work")
    look_at()


def test_an_organization_is_found_by_keyboard(page: Page, holder: Any, look_at: Callable[[], None]):
    make_claim(holder, title="Welder")
    for number in range(12):
        OrganizationFactory(name=f"Harbor {number:02}")
    shipyard = OrganizationFactory(name="Bay Shipyard")
    page.goto("/shares/new/")
    field = page.get_by_label("Which organization?")
    expect(field).to_be_hidden()
    page.get_by_label("One organization").check()
    page.get_by_label("What is it for?").fill("A job")
    field.focus()
    field.press_sequentially("harb")
    expect(page.locator("#organization-choice input")).to_have_count(10)
    expect(page.get_by_role("status")).to_contain_text("10 organizations are listed")
    expect(page.get_by_text("There are more")).to_be_visible()
    expect(field).to_be_focused()
    look_at()
    field.fill("shipy")
    choice = page.get_by_role("radio", name=re.compile("Bay Shipyard.*vetted"))
    expect(choice).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("button", name="Find")).to_be_focused()
    page.keyboard.press("Tab")
    expect(choice).to_be_focused()
    page.keyboard.press("Space")
    expect(choice).to_be_checked()
    field.fill("harbor 03")
    expect(page.locator("#organization-choice input")).to_have_count(2)
    expect(choice).to_be_checked()
    look_at()
    page.get_by_label("Welder").check()
    page.get_by_role("button", name="See the preview").press("Enter")
    expect(page.get_by_text("Bay Shipyard will see exactly this")).to_be_visible()
    page.get_by_role("button", name="Change something").press("Enter")
    expect(choice).to_be_checked()
    expect(page.get_by_label("30 days")).to_be_checked()
    page.get_by_role("button", name="See the preview").press("Enter")
    page.get_by_role("button", name="Share it and show me the link").press("Enter")
    expect(page.get_by_label("Link", exact=True)).to_be_visible()
    assert Share.objects.get().organization == shipyard


def test_enter_in_the_field_finds_and_keeps_what_was_typed(
    page: Page, holder: Any, look_at: Callable[[], None]
):
    make_claim(holder, title="Welder")
    OrganizationFactory(name="Bay Shipyard")
    page.goto("/shares/new/")
    page.get_by_label("Welder").check()
    page.get_by_label("What is it for?").fill("A job")
    page.get_by_label("One organization").check()
    page.get_by_label("90 days").check()
    with page.expect_navigation():
        page.get_by_label("Which organization?").fill("nobody")
        page.get_by_label("Which organization?").press("Enter")
    expect(page.get_by_text("No vetted organization is called “nobody”")).to_be_visible()
    expect(page.get_by_label("Which organization?")).to_be_focused()
    expect(page.get_by_label("90 days")).to_be_checked()
    expect(page.get_by_label("Welder")).to_be_checked()
    look_at()
