"""A holder brings credentials in a real browser, and a real worker checks them."""

import re

import pytest
from playwright.sync_api import Page, expect

from passports.models import Claim, Credential, ImportItem, ImportItemState
from tests import corpora
from tests.factories.accounts import UserFactory
from tests.factories.signed import OTHER_KEY, signed, tampered

SECONDS = 1000


@pytest.fixture
def holder(sign_in):
    person = UserFactory()
    sign_in(person)
    return person


def a_file(name: str, content: bytes, media_type: str = "application/json") -> dict:
    return {"name": name, "mimeType": media_type, "buffer": content}


def upload(page: Page, *files: dict) -> None:
    page.goto("/imports/new/")
    page.get_by_label("Credential files").set_input_files(list(files))
    page.get_by_role("button", name="Upload and check").click()


def test_files_are_uploaded_checked_and_turned_into_a_claim(page, axe, holder):
    upload(
        page,
        a_file("good.json", signed()),
        a_file("forged.json", tampered(signed(key=OTHER_KEY))),
        a_file("photos.zip", b"PK\x03\x04", "application/zip"),
    )
    # The page finds out by itself: nobody reloads it.
    expect(page.get_by_text("We are done with all 3 documents.")).to_be_visible(
        timeout=30 * SECONDS
    )
    expect(page.get_by_text("This is a ZIP archive.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="good.json").click()
    expect(page.locator("h1")).to_have_text("Welding, level 1")
    expect(page.get_by_text("The signature is good")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Look at it and add it").click()
    axe(page)
    page.get_by_role("button", name="Add it to my passport").click()
    expect(page.get_by_text("It is in your passport now")).to_be_visible()
    assert Claim.objects.get(holder=holder).current.title == "Welding, level 1"


def test_check_again_shows_its_answer_without_a_reload(page, holder):
    upload(page, a_file("good.json", signed()))
    page.get_by_role("link", name="good.json").click(timeout=30 * SECONDS)
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_role("button", name="Check again")).to_be_visible(timeout=30 * SECONDS)
    assert Credential.objects.get().reports.count() == 2


def test_pages_are_accessible(page, axe, holder):
    for path in ("/credentials/", "/imports/", "/imports/new/"):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(path)
        axe(page)
    page.get_by_text("Paste the text of a credential instead").click()
    page.get_by_role("button", name="Check this text").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste the text of a credential.")
    axe(page)
    upload(page, a_file("good.json", signed()))
    page.get_by_role("link", name="good.json").click(timeout=30 * SECONDS)
    url = page.url
    for path in ("history/", "remove/"):
        page.goto(url + path)
        axe(page)
    page.goto("/credentials/")
    axe(page)


@corpora.requires_corpora
@pytest.mark.corpora
def test_credentials_that_others_made(page, holder):
    rows = [
        row
        for row in corpora.rows("w3c-di-eddsa", "dcc-vc-test-fixtures", judge="verification")
        if not row.get("strict_expect") and not row.get("network_missing")
    ]
    rows = [row for row in rows if row["expect"] == "valid"][:8] + [
        row for row in rows if row["expect"] == "invalid"
    ][:8]
    names = [f"{number}-{row['file'].split('/')[-1]}" for number, row in enumerate(rows)]
    assert len(rows) >= 10
    upload(
        page,
        *(a_file(name, corpora.content(row)) for name, row in zip(names, rows, strict=True)),
    )
    expect(page.get_by_text(re.compile("We are done with"))).to_be_visible(timeout=60 * SECONDS)
    expect(page.locator(".import-item")).to_have_count(len(rows))
    assert not ImportItem.objects.filter(state=ImportItemState.FAILED).exists()
    verdicts = dict(ImportItem.objects.values_list("filename", "credential__verdict"))
    for name, row in zip(names, rows, strict=True):
        if row["expect"] == "invalid":
            assert verdicts[name] != "verified", row["file"]
        else:
            assert verdicts[name] in ("verified", "unsupported"), (row["file"], verdicts[name])
    assert "verified" in verdicts.values()


@pytest.mark.browser
def test_without_javascript(browser, live_portal, page, holder):
    context = browser.new_context(java_script_enabled=False, base_url=live_portal.url)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    upload(plain, a_file("good.json", signed()))
    for _attempt in range(60):
        if plain.get_by_text("We are done with 1 document.").is_visible():
            break
        plain.wait_for_timeout(500)
        plain.reload()
    plain.get_by_role("link", name="good.json").click()
    expect(plain.get_by_text("The signature is good")).to_be_visible()
    context.close()
