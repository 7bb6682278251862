"""The first page anybody sees."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [320, 1280])
def test_landing_is_accessible(page: Page, axe, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    axe(page)
