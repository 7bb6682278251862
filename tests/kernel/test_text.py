import pytest
from django.core.exceptions import ValidationError

from portal.kernel.text import clean_text, folded


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
