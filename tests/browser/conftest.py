"""Journeys in a real browser, through real processes, checked by machine for accessibility."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.brought import publish
from tests.portal_process import PortalProcess

# Playwright keeps an event loop in this thread; the tests use the ORM beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or ""
# Axe writes styles of its own into the page while it measures, which the policy blocks and reports.
BEING_INSPECTED: set[Page] = set()
# None of these journeys is about speed, and a machine may be busy with other things: what is waited
# for may take its time, and what never comes is still an error.
PATIENCE_MS = 20_000
SECONDS_OF_A_JOURNEY = 600
expect.set_options(timeout=PATIENCE_MS)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(SECONDS_OF_A_JOURNEY))
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM:
                reason = "Browser journeys: no chromium. apt-get install chromium"
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def live_portal(django_db_setup: None) -> Iterator[PortalProcess]:
    """Web server, workers, beat and broker on the database that the test writes to."""
    portal = PortalProcess(
        settings.WORKER_VAR_DIR,
        SECRET_KEY=settings.SECRET_KEY,
        # What credentials would fetch, answered from files.
        VERIFICATION_DOCUMENTS_INDEX=str(publish(settings.WORKER_VAR_DIR / "published")),
    )
    try:
        portal.prepare()
        portal.start()
        yield portal
    finally:
        portal.end()


@pytest.fixture(scope="session")
def base_url(live_portal: PortalProcess) -> str:
    """`page.goto("/…")` opens the live portal."""
    return live_portal.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def _real_passwords(settings: Any) -> None:
    """The live portal does not know the worthless hasher of the test process."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture
def guarded() -> Iterator[Callable[[BrowserContext], BrowserContext]]:
    """`guarded(context)` fails the test on any script error, report of the content security policy,
    missing file or error of the server, on any page of this context."""
    problems: list[str] = []
    visited: set[str] = set()

    def on_console(message: ConsoleMessage) -> None:
        if message.page in BEING_INSPECTED:
            return
        # A page that is meant to be missing or forbidden is visited on purpose; its files are not.
        refused = "the server responded with a status of 4" in message.text
        if message.type == "error" and not (refused and message.location["url"] in visited):
            problems.append(f"{message.text} ({message.location['url']})")

    def guard(context: BrowserContext) -> BrowserContext:
        context.on("console", on_console)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on(
            "request",
            lambda request: request.is_navigation_request() and visited.add(request.url),
        )
        context.on(
            "response",
            lambda response: (
                response.status >= 500 and problems.append(f"{response.status} {response.url}")
            ),
        )
        return context

    yield guard
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(
    page: Page, guarded: Callable[[BrowserContext], BrowserContext], _real_passwords: None
) -> Page:
    guarded(page.context)
    return page


@pytest.fixture
def another(
    browser: Browser, base_url: str, guarded: Callable[[BrowserContext], BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """`another(viewport=…)` is a page in a browser of somebody else."""
    opened: list[BrowserContext] = []

    def open_browser(**options: Any) -> Page:
        context = guarded(browser.new_context(base_url=base_url, **options))
        opened.append(context)
        return context.new_page()

    yield open_browser
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(page: Page, live_portal: PortalProcess) -> Callable[..., None]:
    """Give the browser a session of this user, without going through the sign-in pages."""

    def sign_in(user: Any, on: Page = page) -> None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        name = settings.SESSION_COOKIE_NAME
        on.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_portal.url}]
        )

    return sign_in


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails with every violation that it finds on the page as it is now. `without`
    names rules that somebody else's markup on the page breaks."""
    runner = Axe()

    def check(page: Page, without: Collection[str] = ()) -> None:
        BEING_INSPECTED.add(page)
        try:
            options = {
                "runOnly": {"type": "tag", "values": RULES},
                # It fetches no style sheets to write them into the page again.
                "preload": False,
                # Every rule is applied all the same; what it passed is not described.
                "resultTypes": ["violations"],
            }
            found = runner.run(page, options=options)
            # Reports of what axe does arrive a little later.
            page.wait_for_timeout(100)
        finally:
            BEING_INSPECTED.discard(page)
        violations = [each for each in found.response["violations"] if each["id"] not in without]
        assert not violations, "\n".join(
            f"{violation['id']}: {violation['help']}: "
            + "; ".join(node["html"][:200] for node in violation["nodes"][:5])
            for violation in violations
        )

    return check
