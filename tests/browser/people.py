"""What people do in a browser, in the words of the pages."""

import re

from playwright.sync_api import Page, expect

from portal.kernel.models import KeptMail
from tests.servers import wait_until

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
CODE = re.compile(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|\d{6})\s*$", re.MULTILINE)


def code_mailed_to(email: str, *, seen: int = 0) -> str:
    """The code in the newest mail to this address, once there are more than `seen`."""
    wait_until(
        lambda: KeptMail.objects.filter(to__contains=email).count() > seen,
        seconds=30,
        what=f"a mail to {email}",
    )
    found = CODE.search(KeptMail.objects.filter(to__contains=email)[0].text)
    if found is None:
        raise AssertionError(f"the newest mail to {email} holds no code")
    return found.group(1)


def mails_to(email: str) -> int:
    return KeptMail.objects.filter(to__contains=email).count()


def sign_up(page: Page, *, name: str, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("18 or over").check()
    page.get_by_role("button", name="Create my account").click()
    page.get_by_label("Code").fill(code_mailed_to(email))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")


def sign_in_with_code(page: Page, email: str) -> None:
    """Up to the page after the code, whatever that is."""
    seen = mails_to(email)
    page.goto("/accounts/login/")
    page.locator("#code-email").fill(email)
    page.get_by_role("button", name="Send me a sign-in code").click()
    page.get_by_label("Code").fill(code_mailed_to(email, seen=seen))
    page.get_by_role("button", name="Confirm").click()


def text_of(page: Page, selector: str) -> list[str]:
    """What stands there, folded or not, in all elements that this selector finds."""
    page.locator(selector).first.wait_for()
    return [" ".join(text.split()) for text in page.locator(selector).all_text_contents()]
