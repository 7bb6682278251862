"""Two ways to use a page: with a finger, or the keys alone. Both speak the words of the page."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

# Whether what has the focus can be seen to have it.
OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
    || style.boxShadow !== "none";
}"""
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.innerText || "";
  return label.replace(/\\s+/g, " ").trim();
}"""
HAS_FOCUS = "(element) => element === document.activeElement"
# A group of radio buttons is one stop of the Tab key.
SAME_GROUP = """(wanted) => {
  const at = document.activeElement;
  return at === wanted || (at.type === "radio" && at.name === wanted.name);
}"""


class Keyboard:
    """Nothing but Tab, Enter, Space, arrows and letters. Whatever has the focus must show it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, label: str, *, most: int = 60) -> "Keyboard":
        for _press in range(most):
            self.page.keyboard.press("Tab")
            if re.search(label, self.page.evaluate(FOCUSED)):
                assert self.page.evaluate(OUTLINED), f"nobody sees that {label} has the focus"
                return self
        raise AssertionError(f"Tab never reached {label}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def follow(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


class Finger:
    """Taps what it sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, address: str) -> None:
        """Open a link from a mail."""
        self.page.goto(address)

    def follow(self, link: str, *, within: Locator | None = None) -> None:
        self._go((within or self.page).get_by_role("link", name=re.compile(link)).first)

    def press(self, button: str, *, within: Locator | None = None) -> None:
        self._go((within or self.page).get_by_role("button", name=re.compile(button)).first)

    def unfold(self, summary: str) -> None:
        self._use(self.page.locator("summary").filter(has_text=re.compile(summary)).first)

    def fill(self, label: str, text: str) -> None:
        self._field(label).fill(text)

    def tick(self, label: str) -> None:
        self._field(label).check()

    def untick(self, label: str) -> None:
        self._field(label).uncheck()

    def choose(self, label: str, option: str) -> None:
        self._field(label).select_option(label=option)

    def bring(self, label: str, files: list[dict[str, Any]]) -> None:
        self._field(label).set_input_files(files)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(label.replace("^", r"^\s*"))).first

    def _go(self, control: Locator) -> None:
        """To another page, and not on before it is there."""
        with self.page.expect_navigation():
            self._use(control)

    def _use(self, control: Locator) -> None:
        control.click()


class Keys(Finger):
    """The same deeds without a pointer."""

    def fill(self, label: str, text: str) -> None:
        self._tab_to(self._field(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        field = self._field(label)
        self._tab_to(field)
        if not field.is_checked():
            self.page.keyboard.press("Space")
        for _press in range(10):
            if field.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        expect(field).to_be_checked()

    def untick(self, label: str) -> None:
        field = self._field(label)
        self._tab_to(field)
        self.page.keyboard.press("Space")
        expect(field).not_to_be_checked()

    def choose(self, label: str, option: str) -> None:
        field = self._field(label)
        self._tab_to(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def bring(self, label: str, files: list[dict[str, Any]]) -> None:
        self._tab_to(self._field(label))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(files)

    def _use(self, control: Locator) -> None:
        self._tab_to(control)
        self.page.keyboard.press("Enter")

    def _tab_to(self, control: Locator) -> None:
        control.wait_for(state="attached")
        wanted = control.element_handle()
        for _press in range(200):
            if self.page.evaluate(SAME_GROUP, wanted):
                assert self.page.evaluate(OUTLINED), f"nobody sees that {control} has the focus"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {control}")
