import pytest
from django.core.exceptions import ValidationError

from portal.kernel.text import clean_name, clean_text, folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("École  Supérieure", "ecole superieure"),
        ("ÉCOLE", "ecole"),
        ("Straße", "strasse"),
        ("ﬁne ①", "fine 1"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("Þór Ærø", "þor ærø"),
        ("  tabs\tand\nlines ", "tabs and lines"),
        ("e\u0301 = é", "e = e"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_folded(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize("text", ["İI", "ẛ̣", "ΐ", "ǰ", "ﬃ", "ᾳ", "ß", "Å"])
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


def test_clean_text_keeps_what_people_write():
    assert clean_text("  Zoë e\u0301 👩‍🔧 שלום ") == "Zoë é 👩‍🔧 שלום"
    assert clean_text("two\r\nlines", multiline=True) == "two\nlines"


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\x1bb", "a\x7fb", "a\u202eb", "a\u2066b", "a\u2028b", "a\ud800b", "a\nb", "a\tb"],
)
def test_clean_text_refuses_what_is_not_text(text):
    with pytest.raises(ValidationError, match="invisible"):
        clean_text(text)


def test_clean_text_refuses_control_characters_between_lines_too():
    with pytest.raises(ValidationError):
        clean_text("a\n\x00b", multiline=True)


@pytest.mark.parametrize(
    "name",
    [
        "Harbor\u200b Health",
        "Harbor\u00ad Health",
        "\ufeffHarbor Health",
        "Harbor\u2060Health",
        "Harbor Health\u200e",
        "Harbor \U000e0041Health",
        "Harbor \u202eHealth",
        # A Cyrillic a, a Greek omicron, an Armenian o.
        "H\u0430rbor Health",
        "Harb\u03bfr Health",
        "Harb\u0585r Health",
    ],
)
def test_a_name_that_looks_like_another_is_refused(name):
    with pytest.raises(ValidationError):
        clean_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Harbor Health",
        "Универсал",
        "Αθήνα Tech",
        "Ärzte & Söhne",
        "دانش\u200cگاه",
        "東京 University",
    ],
)
def test_names_of_every_alphabet_are_names(name):
    assert clean_name(name) == name


def test_what_nobody_sees_makes_no_other_name():
    assert folded("Har\u200bbor\u00ad Health\u2060") == folded("harbor health")
