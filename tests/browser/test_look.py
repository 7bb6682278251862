"""The gallery in a real browser: for machines that check accessibility, at every width and colour,
and the comforts of static/js/portal.js."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.accounts import UserFactory

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "main button, main summary, main input:not([type=hidden]), main select, .site-header a")]
  .map((element) => [element.outerHTML.slice(0, 100), element.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([markup]) => markup)"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/verify/", "/gallery/", "/no-such-page/"])
def test_axe_finds_nothing(
    page: Page, axe: Callable[[Page], None], path: str, scheme: str, width: int
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    axe(page)


@pytest.mark.parametrize("path", ["/", "/verify/", "/gallery/"])
def test_it_reflows_at_320_pixels(page: Page, path: str):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(path)
    assert page.evaluate(TOO_WIDE) <= 0


def test_targets_are_24_pixels(page: Page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/gallery/")
    assert page.evaluate(SMALL_TARGETS) == []


def test_a_dialog_opens_closes_and_gives_the_focus_back(page: Page):
    page.goto("/gallery/")
    opener = page.get_by_role("link", name="Withdraw this share")
    opener.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_contain_text("Withdraw the share")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_dialogs_cancel_sends_nothing(page: Page):
    page.goto("/gallery/")
    page.get_by_role("link", name="Withdraw this share").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/gallery/")


def test_what_was_typed_survives_leaving_the_page(page: Page):
    page.goto("/gallery/")
    page.locator("#empty_title").fill("Nursing")
    page.locator("#empty_audience_1").check()
    page.wait_for_timeout(400)
    page.goto("/")
    page.goto("/gallery/")
    expect(page.locator("#empty_title")).to_have_value("Nursing")
    expect(page.locator("#empty_audience_1")).to_be_checked()
    expect(page.locator("#status")).to_contain_text("We kept what you had typed")


@pytest.mark.parametrize("lost", ["sessionid", "csrftoken"])
def test_what_was_typed_survives_the_end_of_the_session(
    page: Page, sign_in: Callable[[object], None], lost: str
):
    user = UserFactory()
    sign_in(user)
    page.goto("/claims/add/skill/")
    page.locator("#id_title").fill("Overhead welding")
    page.context.clear_cookies(name=lost)
    page.locator("main form .button").first.click()
    expect(page.locator("#id_title")).to_have_count(0)
    sign_in(user)
    page.goto("/claims/add/skill/")
    expect(page.locator("#id_title")).to_have_value("Overhead welding")


def test_what_was_saved_is_not_typed_again(page: Page, sign_in: Callable[[object], None]):
    sign_in(UserFactory())
    page.goto("/claims/add/skill/")
    page.locator("#id_title").fill("Overhead welding")
    page.locator("main form .button").first.click()
    expect(page.get_by_text("Overhead welding").first).to_be_visible()
    page.goto("/claims/add/skill/")
    expect(page.locator("#id_title")).to_have_value("")


def test_checks_are_one_key_away(page: Page):
    page.goto("/gallery/")
    summary = page.locator(".credential-card summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Is the signature good?").first).to_be_visible()


def test_without_scripts_errors_have_the_focus_and_dialogs_are_pages(
    browser: Browser, base_url: str
):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/gallery/")
    expect(page.get_by_role("link", name="Withdraw this share")).to_have_attribute(
        "href", "#withdraw-page"
    )
    expect(page.locator("#error-summary")).to_be_focused()
    context.close()
