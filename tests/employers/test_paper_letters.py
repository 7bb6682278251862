"""Names in every writing on paper: printed where the machine has letters, and named where not."""

import io
import shutil
import subprocess

import pytest
import typst
from PIL import Image, ImageChops
from pypdf import PdfReader

from accounts.models import Organization
from employers.answers import letters
from employers.answers.paper import answer_pdf
from employers.attesters import words
from passports.models import ClaimRevision
from tests.employers.attesting import work_off
from tests.employers.rows import make_credential, tie
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {
    "Chinese": "王小明",
    "Japanese": "山田さくら",
    "Korean": "김민수",
    "Arabic": "فاطمة الزهراء",
    "Hebrew": "שלום כהן",
    "Devanagari": "प्रिया शर्मा",
    "Thai": "สมชาย ใจดี",
    # Usually there: DejaVu Sans has it, and what typst brings has not.
    "Tifinagh": "ⴰⵣⵓⵍ",
}
# Which of them the fonts that come with typst are enough for.
ALWAYS = {"Hebrew", "Arabic"}


@pytest.fixture
def answered(asked):
    tie(asked.claims[0], make_credential(asked.holder))
    rows = list(asked.request.requested_claims.all())
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    asked.request.refresh_from_db()
    return asked


@pytest.fixture
def no_other_fonts(monkeypatch):
    """A machine with no fonts of its own."""
    monkeypatch.setattr(letters, "_all_fonts", letters._own_fonts)


def called(scene, name):
    scene.holder.name = name
    scene.holder.save()
    scene.request.refresh_from_db()
    return scene.request


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def has_font_for(name):
    """Whether this machine has one, asked of typst itself, with all of them."""
    families = [
        each
        for each in letters._all_fonts().families()
        if not each.startswith(letters._NOT_FOR_TEXT)
    ]
    source = (
        '#set document(title: "x")\n#set text(fallback: false, font: '
        f"({''.join(f'{each!r}, '.replace(chr(39), chr(34)) for each in families)}))\n{name}"
    )
    try:
        typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


@pytest.mark.parametrize("writing", NAMES)
def test_a_name_is_printed_or_it_is_said_that_it_is_not(answered, writing):
    name = NAMES[writing]
    pdf = answer_pdf(called(answered, name))
    assert b"pdfuaid:part" in pdf, "a reader can read every letter that is in it"
    text = text_of(pdf)
    if writing in ALWAYS or has_font_for(name):
        assert "could not be printed" not in text
        # Joined and turned letters come back in an order of their own.
        assert set(name) - set(" ") <= set(text) or writing in {"Arabic", "Devanagari", "Thai"}
        assert "[…]" not in text
    else:
        assert "could not be printed" in text
        assert "(About)" in text
        assert "on the page behind the code" in text


@pytest.mark.parametrize("writing", [each for each in NAMES if each not in ALWAYS])
def test_without_fonts_it_says_which_text_is_missing(answered, no_other_fonts, writing):
    name = NAMES[writing]
    ClaimRevision.objects.update(title=f"Welder {name} B")
    Organization.objects.filter(pk=answered.organization.pk).update(name=f"Harbor {name}")
    pdf = answer_pdf(called(answered, f"Li {name}"))
    answered.request.refresh_from_db()
    text = text_of(pdf)
    assert b"pdfuaid:part" in pdf
    assert "Li […]" in text
    assert "Welder […] B" in text
    assert "(About, Answers 1)" in text or "(Asked by, About, Answers 1)" in text
    assert not set(name) - set(" ") & set(text)
    assert answer_pdf(answered.request) == pdf, "the same each time"


def test_what_is_common_needs_no_other_fonts(answered, monkeypatch):
    def fail():
        raise AssertionError("the fonts of the machine were looked for")

    monkeypatch.setattr(letters, "_all_fonts", fail)
    text = text_of(answer_pdf(called(answered, "Zoë Ångström, Łukasz Жанна Ελένη כהן — “x” ✓")))
    assert "Zoë Ångström, Łukasz Жанна Ελένη" in text
    assert "could not be printed" not in text


def test_a_smiley_among_letters_leaves_the_rest(answered, no_other_fonts):
    text = text_of(answer_pdf(called(answered, "Ana 🙂🙂 Li")))
    assert "Ana […] Li" in text
    assert "(About)" in text


def test_what_is_printed_is_no_box(answered, tmp_path):
    """Rendered by somebody else: each writing looks different from the same number of boxes."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("not exercised: poppler-utils is not installed")
    pictures = {}
    for writing in (*sorted(ALWAYS), "nobody"):
        pdf = tmp_path / f"{writing}.pdf"
        pdf.write_bytes(answer_pdf(called(answered, NAMES.get(writing, "\ue000" * 8))))
        subprocess.run(
            ["pdftoppm", "-r", "60", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))],
            check=True,
        )
        pictures[writing] = Image.open(pdf.with_suffix(".png")).convert("L")
    for writing in ALWAYS:
        difference = ImageChops.difference(pictures[writing], pictures["nobody"])
        assert difference.getbbox(), writing


def test_the_words_of_certainty_can_be_printed():
    """They are ours: none of them needs a font of the machine."""
    for sentences in (words._CONFIRMS, words._DIFFERS):
        assert not any(letters._has_others(str(each)) for each in sentences.values())
