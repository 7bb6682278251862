"""The recruiter's own hiring system: a process that takes the portal's webhooks."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.hands import Finger
from tests.employers.receiving import Receiver, verified
from tests.servers import wait_until


class HiringSystem:
    """One organization's; what came before it was added belongs to others."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.earlier = len(receiver.received)
        self.secret = ""

    def add(self, owner: Finger, look: Callable[[Page], None], organization: str) -> None:
        """The owner names it on the portal's pages, and takes the secret to it."""
        home = owner.page.url
        owner.unfold("Menu")
        owner.follow("^Account")
        owner.follow(organization)
        owner.follow("Webhooks")
        look(owner.page)
        owner.fill("^Where should we send it", f"{self.receiver.origin}/ok")
        owner.tick("^A request is answered completely")
        owner.tick("^The person disputes an answer")
        owner.tick("^An answer was corrected")
        owner.press("Add the webhook")
        look(owner.page)
        self.secret = owner.page.get_by_label(self.receiver.origin).input_value()
        owner.follow("I have it")
        owner.press("Send a test")
        self.expect("ping")
        owner.goto(owner.page.url)
        look(owner.page)
        owner.goto(home)

    def expect(self, *events: str) -> None:
        """Exactly these, each with the right signature and once, however long the last takes."""
        wait_until(lambda: len(self._came()) >= len(events), what=f"webhooks {events}")
        told = [verified(each, self.secret) for each in self._came()]
        assert [each["type"] for each in told] == list(events)
        assert len({each["headers"]["webhook-id"] for each in self._came()}) == len(events)

    def _came(self) -> list[dict[str, Any]]:
        return self.receiver.received[self.earlier :]
