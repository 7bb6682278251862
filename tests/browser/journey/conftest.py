"""A portal of its own for the journey of a request: production's mail, a mail server, a world."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.brought import publish
from tests.browser.journey.postbox import Postbox
from tests.browser.people import PHONE
from tests.employers.receiving import Receiver
from tests.portal_process import PortalProcess

# Where to keep a picture of each page that is reached, narrow and wide, light and dark, for
# whoever changes one.
PICTURES = os.environ.get("TEST_PICTURES", "")


@pytest.fixture(scope="module")
def postbox() -> Iterator[Postbox]:
    made = Postbox()
    yield made
    made.close()


def _folder(name: str) -> Path:
    """Of this module alone: the same worker may have run another journey before."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=settings.WORKER_VAR_DIR))


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    folder = _folder("hiring-system")
    made = Receiver(folder / "received.jsonl")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def posted(postbox: Postbox, receiver: Receiver) -> Iterator[PortalProcess]:
    """The portal with its workers, on data of its own: whatever a test wants to know, it reads
    where people read it."""
    folder = _folder("posted")
    portal = PortalProcess(
        folder,
        DJANGO_SETTINGS_MODULE="tests.browser.journey.settings",
        EMAIL_URL=postbox.url,
        OUTBOUND_ALLOWED_ORIGINS=receiver.origin,
        VERIFICATION_DOCUMENTS_INDEX=str(publish(folder / "published")),
    )
    try:
        portal.prepare()
        portal.start()
        yield portal
    finally:
        portal.end()


@pytest.fixture
def world(posted: PortalProcess) -> Callable[..., None]:
    """`world(yard=…)` calls `world.make` in the portal."""

    def make(**given: str) -> None:
        code = f"from tests.browser.journey.world import make; make(**{given!r})"
        done = posted.manage("shell", "-c", code)
        assert done.returncode == 0, done.stderr

    return make


@pytest.fixture
def phone(
    browser: Browser,
    posted: PortalProcess,
    guarded: Callable[[BrowserContext], BrowserContext],
) -> Iterator[Callable[..., Page]]:
    """`phone()` is a page on a phone of somebody else."""
    opened: list[BrowserContext] = []

    def open_browser(**options: Any) -> Page:
        context = guarded(
            browser.new_context(
                base_url=posted.url, viewport=PHONE, reduced_motion="reduce", **options
            )
        )
        opened.append(context)
        return context.new_page()

    yield open_browser
    for context in opened:
        context.close()


@pytest.fixture
def look(axe: Callable[[Page], None], request: Any) -> Callable[[Page], None]:
    """What is done on each page that is reached: it fits the phone, and axe finds nothing."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    folder = Path(PICTURES) / name
    seen: list[str] = []

    def look(page: Page) -> None:
        seen.append(page.title())
        if PICTURES:
            keep_pictures(page, folder / f"{len(seen):02}")
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the phone"
        axe(page)

    return look


def keep_pictures(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for width in (1280, PHONE["width"]):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=f"{path}-{width}-{scheme}.png", full_page=True)
