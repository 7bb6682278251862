"""Every page that each person of the demo can reach by links: no wider than the screen, nothing for
axe to find, no error in the console."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page

from accounts.models import User
from portal.demo import loading

WIDTHS = (320, 390, 1280)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map((link) => link.href)"
UNFOLD = "document.querySelectorAll('main details').forEach((part) => { part.open = true })"
# Not pages of ours, or not pages at all.
# Not pages: what programs read, and what is handed over as a file.
SKIPPED = (
    "/admin/",
    "/static/",
    "/dev/",
    "/accounts/2fa/recovery-codes/download/",
    "/api/openapi.json",
)
MANY = 70
# Pages with an id in their address look alike.
OF_A_KIND = 2
ROLES = {
    "maria@people.example": 25,
    "sam@people.example": 25,
    "riley@harborhealth.example": 12,
    "jo@bridgeway.example": 12,
    "pat@valleycollege.example": 12,
    "alex@quickhire.example": 8,
    "admin@portal.example": 5,
}


def kind_of(path: str) -> str:
    """The address without its ids."""
    parts = ["…" if sum(map(str.isdigit, part)) > 3 else part for part in path.split("/")]
    return "/".join(parts)


def crawl(page: Page, look: Callable[[Page, str], None]) -> set[str]:
    """Follow links inside the portal from the home page, and look at every page found."""
    waiting, seen, kinds = ["/home/", "/settings/", "/credentials/"], set(), {}
    while waiting and len(seen) < MANY:
        path = waiting.pop(0)
        kind = kind_of(path)
        if path in seen or path.startswith(SKIPPED) or kinds.get(kind, 0) >= OF_A_KIND:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.goto(path)
        assert answer.status < 400 or answer.status == 410, f"{path} answers {answer.status}"
        look(page, path)
        for link in page.evaluate(LINKS):
            parts = urlsplit(link)
            if parts.netloc == urlsplit(page.url).netloc and not parts.query:
                waiting.append(parts.path)
    return set(kinds)


@pytest.fixture
def demo(live_portal) -> None:
    folder = settings.WORKER_VAR_DIR / "demo"
    loading.load(documents=folder)


def test_every_page_of_everybody(page: Page, axe, another, sign_in, demo):
    problems: list[str] = []
    visited: set[str] = set()

    def look(page: Page, path: str) -> None:
        page.evaluate(
            "document.querySelectorAll('main details').forEach((part) => part.open = true)"
        )
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            too_wide = page.evaluate(TOO_WIDE)
            if too_wide > 0:
                problems.append(f"{path} is {too_wide} px too wide at {width} px")
        if kind_of(path) in visited:
            return
        visited.add(kind_of(path))
        for width, scheme in ((390, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            try:
                axe(page)
            except AssertionError as error:
                problems.append(f"{path} at {width} px, {scheme}: {error}")

    for email, at_least in ROLES.items():
        theirs = another(viewport={"width": 1280, "height": 900})
        sign_in(User.objects.get(email=email), theirs)
        kinds = crawl(theirs, look)
        assert len(kinds) >= at_least, f"{email} reached {sorted(kinds)}"
        theirs.context.close()
    assert not problems, "\n".join(problems)
