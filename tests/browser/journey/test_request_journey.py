"""From the question to the correction: a recruiter, a holder who had no account, a registrar, each
with a browser and a mailbox. Every address that they open, they have from a mail or from a link on
the page before; every code is from a mail that went over SMTP."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.brought import made_here
from tests.browser.hands import Finger, Keys
from tests.browser.journey.hiring_system import HiringSystem
from tests.browser.journey.postbox import Postbox

Look = Callable[[Page], None]
PATIENCE_MS = 40_000


def sign_in(person: Finger, email: str, post: Postbox) -> None:
    person.goto("/accounts/login/")
    person.fill("^Email address", email)
    person.press("Send me a sign-in code")
    person.fill("^Code", post.code(email, "sign-in code"))
    person.press("Confirm")
    expect(person.page.get_by_role("heading", level=1)).not_to_contain_text("code")


def ask(recruiter: Finger, world: SimpleNamespace, look: Look) -> None:
    """Three claims, by email, to somebody who has never been here."""
    recruiter.follow("verification requests")
    look(recruiter.page)
    recruiter.follow("Ask somebody by email")
    look(recruiter.page)
    recruiter.fill("^Name of the person", "Nadia Rahman")
    recruiter.fill("^Email address", world.holder)
    for number, (kind, what) in enumerate(world.asked, start=1):
        recruiter.choose(f"^Claim {number}: kind", kind)
        recruiter.fill(f"^Claim {number}: what exactly", what)
    recruiter.tick("^Hiring decision for a job")
    recruiter.fill("^Job reference", "Welder, night shift")
    recruiter.press("Send the request")
    expect(recruiter.page.get_by_text("Your request was sent")).to_be_visible()
    look(recruiter.page)


def sign_up_from_the_mail(holder: Finger, world: SimpleNamespace, post: Postbox, look: Look):
    holder.goto(post.link(world.holder, world.yard, "/requests/invited/"))
    page = holder.page
    expect(page.get_by_role("heading", level=1)).to_contain_text(world.yard)
    for _kind, what in world.asked:
        expect(page.get_by_text(what)).to_be_visible()
    look(page)
    holder.follow("Create an account")
    look(page)
    holder.fill("^Your name", "Nadia Rahman")
    holder.fill("^Email", world.holder)
    holder.tick("18 or over")
    holder.press("Create my account")
    look(page)
    holder.fill("^Code", post.code(world.holder, "Confirm your email address"))
    holder.press("Confirm")
    # Back where the mail had led to, not on a page that knows nothing of it.
    expect(page.get_by_role("heading", level=1)).to_contain_text(world.yard)
    look(page)
    holder.press("Go on to decide")
    expect(page.get_by_text("Welder, night shift")).to_be_visible()
    look(page)


def bring_the_diploma(holder: Finger, world: SimpleNamespace, look: Look) -> None:
    """From the request to what is missing in the passport, and back."""
    page = holder.page
    holder.follow("Say which of your claims they mean")
    look(page)
    holder.press("Bring a credential")
    look(page)
    files = [each for each in made_here(world.holder) if each.filename in world.files]
    holder.bring("^Credential files", [each.for_upload() for each in files])
    holder.press("Upload and check")
    wait_for(page, "We are done with all 2 documents")
    look(page)
    for file in files:
        holder.follow(file.filename)
        holder.follow("Look at it and add it")
        holder.press("Add it to my passport")
        expect(page.get_by_text("It is in your passport now")).to_be_visible()
        page.go_back()
        page.go_back()
        page.go_back()
    holder.follow("Back to the request")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which of your claims")
    look(page)
    holder.press("Add: Employment")
    look(page)
    holder.fill("^Job title", "Welder")
    holder.fill("^Employer", world.works)
    holder.fill("^Year", "2019")
    holder.press("^Add|^Save")


def wait_for(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


def decide(holder: Finger, world: SimpleNamespace, post: Postbox, look: Look) -> None:
    """Two of three: the holder says what is meant by each, and leaves one out; then signs."""
    page = holder.page
    look(page)
    holder.choose("^Education", "Diploma in Welding, Harbor Trade School")
    holder.choose("^Employment", f"Welder, {world.works}")
    holder.choose("^Certification", "Riveting, Harbor Trade School")
    holder.press("^Go on")
    expect(page.get_by_text("You chose: Diploma in Welding")).to_be_visible()
    expect(page.get_by_text("A credential that you have answers this").first).to_be_visible()
    expect(page.get_by_text(f"We ask the registrar's office of {world.works}")).to_be_visible()
    look(page)
    holder.untick("^Certification: Riveting")
    holder.press("read and sign")
    expect(page.get_by_text("Permission to check what you say")).to_be_visible()
    expect(page.get_by_text("Diploma in Welding").first).to_be_visible()
    expect(page.get_by_text("Riveting")).to_have_count(0)
    look(page)
    holder.press("Send the code")
    look(page)
    holder.fill("^Code", post.code(world.holder, "Your code to sign"))
    holder.press("^Sign$")
    expect(page.get_by_text("Signed. You have authorized")).to_be_visible()


def confirmed(person: Finger, what: str, answer: str = "Confirmed") -> None:
    claim = person.page.locator(".answer").filter(has_text=what)
    expect(claim.locator(".mark").first).to_contain_text(answer, timeout=PATIENCE_MS)


def answer_from_the_link(
    registrar: Finger, world: SimpleNamespace, post: Postbox, look: Look, said: str
) -> None:
    page = registrar.page
    registrar.goto(post.link(world.registrar, "Can you confirm", "/attest/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nadia Rahman")
    look(page)
    registrar.press("Send the code")
    look(page)
    registrar.fill("^Code", post.code(world.registrar, "Your code"))
    registrar.press("^Go on")
    expect(page.get_by_role("group", name="Employment: Welder")).to_be_visible()
    look(page)
    registrar.tick(f"^{said}")
    if said == "Something is different":
        registrar.fill("^Job title", "Welder's helper")
    registrar.fill("^Your name", "Olu Bank")
    registrar.fill("^Your role", "Registrar")
    registrar.tick("^What I say here is true")
    look(page)
    registrar.press("Sign and send")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    look(page)
    assert "Welder" in post.open(world.registrar, "What you have answered")


def on_paper(recruiter: Finger, reader: Page, look: Look) -> None:
    """Whoever holds the PDF opens the address on it."""
    with recruiter.page.expect_download() as paper:
        recruiter.page.get_by_role("link", name=re.compile("PDF")).first.click()
    text = "".join(page.extract_text() for page in PdfReader(paper.value.path()).pages)
    reader.goto(re.search(r"/answers/[\w-]+/", text)[0])
    expect(reader.get_by_role("heading", level=1)).to_contain_text("This answer is current")
    look(reader)


def dispute(holder: Finger, look: Look) -> None:
    page = holder.page
    confirmed(holder, "Welder", "Differs")
    look(page)
    holder.follow("dispute it ?: Welder")
    look(page)
    holder.fill("^What is wrong", "I was a welder from the first day.")
    holder.press("Dispute it")
    wait_for(page, "We have your dispute")
    look(page)


def journey(hands, phone, postbox, receiver, world, look, *, name: str) -> None:
    scene = SimpleNamespace(
        yard=f"Bay Shipyard {name}",
        works=f"Acme Steel {name}",
        recruiter=f"riley@{name}.yard.example",
        holder=f"nadia@{name}.people.example",
        registrar=f"records@{name}.acme.example",
        files=("diploma.jwt", "riveting.png"),
        asked=[
            ("Education", "Diploma in Welding"),
            ("Employment", "Welder, since 2019"),
            ("Certification", "Any certificate in riveting"),
        ],
    )
    world(yard=scene.yard, recruiter=scene.recruiter, works=scene.works, registrar=scene.registrar)
    recruiter, holder = hands(phone()), hands(phone())
    sign_in(recruiter, scene.recruiter, postbox)
    look(recruiter.page)
    system = HiringSystem(receiver)
    system.add(recruiter, look, scene.yard)
    ask(recruiter, scene, look)
    sign_up_from_the_mail(holder, scene, postbox, look)
    bring_the_diploma(holder, scene, look)
    decide(holder, scene, postbox, look)

    # Half of it is answered at once, before anybody was asked.
    confirmed(holder, "Diploma in Welding")
    confirmed(holder, "Welder", "Asked")
    confirmed(recruiter, "Diploma in Welding")
    confirmed(recruiter, "riveting", "Not authorized")
    look(holder.page)
    look(recruiter.page)

    # Whoever knows the rest makes a mistake.
    answer_from_the_link(hands(phone()), scene, postbox, look, "Something is different")
    recruiter.goto(postbox.link(scene.recruiter, "An answer has arrived", "/employer/requests/"))
    confirmed(recruiter, "Welder", "Differs")
    look(recruiter.page)
    system.expect("ping", "request.completed")
    reader = phone()
    on_paper(recruiter, reader, look)

    # The holder objects; who knows is asked once more; whoever has the answer gets the right one.
    holder.goto(postbox.link(scene.holder, f"{scene.yard} has received", "/requests/"))
    dispute(holder, look)
    recruiter.goto(postbox.link(scene.recruiter, "Under dispute", "/employer/requests/"))
    expect(recruiter.page.get_by_text("Under dispute.")).to_be_visible()
    look(recruiter.page)
    answer_from_the_link(hands(phone()), scene, postbox, look, "Yes, this is right")
    recruiter.goto(postbox.link(scene.recruiter, "Corrected", "/employer/requests/"))
    confirmed(recruiter, "Welder", "Confirmed")
    expect(recruiter.page.get_by_text("it was “Differs” and is “Confirmed” now")).to_be_visible()
    look(recruiter.page)
    system.expect("ping", "request.completed", "answer.disputed", "answer.corrected")
    reader.reload()
    expect(reader.get_by_text("At least one answer on it has changed")).to_be_visible()
    look(reader)
    holder.goto(holder.page.url)
    look(holder.page)


@pytest.mark.parametrize("hands", [Finger, Keys], ids=["finger", "keys"])
def test_from_the_question_to_the_correction(hands, phone, postbox, receiver, world, look):
    journey(hands, phone, postbox, receiver, world, look, name=hands.__name__.lower())


def test_the_main_steps_without_scripts(phone, postbox, world):
    scene = SimpleNamespace(
        yard="Bay Shipyard plain",
        works="Acme Steel plain",
        recruiter="riley@plain.yard.example",
        holder="nadia@plain.people.example",
        registrar="records@plain.acme.example",
        asked=[("Employment", "Welder, since 2019")],
    )
    world(yard=scene.yard, recruiter=scene.recruiter, works=scene.works, registrar=scene.registrar)

    def look(page: Page) -> None:
        """Axe is a script itself."""

    recruiter, holder = (Finger(phone(java_script_enabled=False)) for _person in range(2))
    sign_in(recruiter, scene.recruiter, postbox)
    ask(recruiter, scene, look)
    sign_up_from_the_mail(holder, scene, postbox, look)
    holder.follow("Say which of your claims they mean")
    holder.press("Add: Employment")
    holder.fill("^Job title", "Welder")
    holder.fill("^Employer", scene.works)
    holder.press("^Add|^Save")
    holder.press("^Go on")
    holder.press("read and sign")
    holder.press("Send the code")
    holder.fill("^Code", postbox.code(scene.holder, "Your code to sign"))
    holder.press("^Sign$")
    expect(holder.page.get_by_text("Signed. You have authorized")).to_be_visible()
    registrar = Finger(phone(java_script_enabled=False))
    answer_from_the_link(registrar, scene, postbox, look, "Yes, this is right")
    recruiter.goto(postbox.link(scene.recruiter, "An answer has arrived", "/employer/requests/"))
    confirmed(recruiter, "Welder")
    with recruiter.page.expect_download() as paper:
        recruiter.page.get_by_role("link", name=re.compile("PDF")).first.click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
