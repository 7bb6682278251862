"""A minor is asked, names a parent, signs; the parent decides from a real mail, without an account:
with a finger and by keyboard alone, on a phone. Each page that is reached is checked by machine."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Finger, Keys
from tests.browser.journey.test_request_journey import confirmed, sign_in

OPEN = "Waiting for your parent or guardian"


@pytest.fixture
def minors(posted):
    """`minors(name)`: a minor who was asked, the recruiter who asks, a parent, each with a
    mailbox."""

    def make(name: str) -> SimpleNamespace:
        scene = SimpleNamespace(
            yard=f"Bay Shipyard {name}",
            recruiter=f"riley@{name}.yard.example",
            minor=f"robin@{name}.people.example",
            parent=f"alex@{name}.home.example",
            knows=f"pat@{name}.acme.example",
        )
        given = {key: value for key, value in vars(scene).items() if key != "parent"}
        code = f"from tests.browser.journey.world import ask_minor; ask_minor(**{given!r})"
        done = posted.manage("shell", "-c", code)
        assert done.returncode == 0, done.stderr
        return scene

    return make


def sign(minor, scene, post, look):
    """Read the request, name a parent, read what is signed, sign it."""
    page = minor.page
    sign_in(minor, scene.minor, post)
    minor.goto(post.link(scene.minor, "asks you to have claims verified", "/requests/"))
    look(page)
    minor.press("read and sign")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your parent or guardian")
    look(page)
    minor.fill("^Email address of your parent", scene.minor)
    minor.press("read and sign")
    expect(page.get_by_text("This is your own address").first).to_be_visible()
    look(page)
    minor.fill("^Email address of your parent", scene.parent)
    minor.press("read and sign")
    expect(page.get_by_text("Your parent or guardian, because you are under 18")).to_be_visible()
    look(page)
    minor.press("Send the code")
    minor.fill("^Code", post.code(scene.minor, "Your code to sign"))
    minor.press("^Sign$")
    expect(page.get_by_text("Signed. Now we write to your parent or guardian.")).to_be_visible()
    expect(page.get_by_role("heading", name=OPEN)).to_be_visible()
    look(page)


def open_the_mail(guardian, scene, post, look):
    """The link alone says who asks, and not about what; the code opens it."""
    page = guardian.page
    guardian.goto(post.link(scene.parent, "Robin Diaz needs your agreement", "/guardian/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Robin Diaz needs your agreement")
    expect(page.get_by_text("Deckhand")).to_have_count(0)
    look(page)
    guardian.press("Send the code")
    code = post.code(scene.parent, "Your code to read and decide")
    guardian.fill("^Code", f"{(int(code) + 1) % 10**8:08}")
    guardian.press("^Go on")
    expect(page.get_by_text("This code does not work").first).to_be_visible()
    look(page)
    guardian.fill("^Code", code)
    guardian.press("^Go on")
    for title in ("Riveting", "Deckhand"):
        expect(page.get_by_text(title).first).to_be_visible()
    look(page)


@pytest.mark.parametrize("hands", [Finger, Keys], ids=["finger", "keys"])
def test_agrees_and_withdraws_later(hands, phone, postbox, minors, look):
    scene = minors(f"agreed-{hands.__name__.lower()}")
    minor, guardian, recruiter = hands(phone()), hands(phone()), hands(phone())
    sign(minor, scene, postbox, look)
    open_the_mail(guardian, scene, postbox, look)
    page = guardian.page
    guardian.press("I agree")
    expect(page.locator("#error-summary")).to_be_focused()
    look(page)
    guardian.fill("^Your name", "Alex Diaz")
    guardian.tick("^I am the parent")
    guardian.press("I agree")
    expect(page.get_by_text("as Alex Diaz")).to_be_visible()
    look(page)

    # Only now is anything answered, and somebody asked.
    minor.goto(postbox.link(scene.minor, "Your parent or guardian agreed", "/requests/"))
    confirmed(minor, "Riveting")
    look(minor.page)
    sign_in(recruiter, scene.recruiter, postbox)
    postbox.link(scene.knows, "Can you confirm", "/attest/")
    recruiter.goto(minor.page.url.replace("/requests/", "/employer/requests/"))
    confirmed(recruiter, "Riveting")
    confirmed(recruiter, "Deckhand", "Asked")
    expect(recruiter.page.get_by_text("A parent or guardian agreed")).to_be_visible()
    expect(recruiter.page.get_by_text(scene.parent)).to_have_count(0)
    look(recruiter.page)

    # What has not been disclosed is stopped.
    guardian.press("Withdraw my agreement")
    expect(page.get_by_text("You have withdrawn your agreement").first).to_be_visible()
    look(page)
    minor.goto(postbox.link(scene.minor, "withdrawn their agreement", "/requests/"))
    expect(minor.page.get_by_text("Your permission ended")).to_be_visible()
    look(minor.page)
    recruiter.goto(postbox.link(scene.recruiter, "A permission has ended", "/employer/requests/"))
    confirmed(recruiter, "Riveting")
    confirmed(recruiter, "Deckhand", "No longer authorized")
    look(recruiter.page)


def test_refuses(phone, postbox, minors, look):
    scene = minors("refused")
    minor, guardian = Keys(phone()), Keys(phone())
    sign(minor, scene, postbox, look)
    open_the_mail(guardian, scene, postbox, look)
    guardian.fill("^Your name", "Alex Diaz")
    guardian.tick("^I am the parent")
    guardian.press("I refuse")
    expect(guardian.page.get_by_text("You refused. Nothing is disclosed.")).to_be_visible()
    look(guardian.page)
    minor.goto(postbox.link(scene.minor, "Your parent or guardian refused", "/requests/"))
    expect(minor.page.get_by_text("Your permission ended")).to_be_visible()
    look(minor.page)
    postbox.open(scene.recruiter, "A request was declined")
