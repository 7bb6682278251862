"""HTML that is put together in Python: what it shows, and that nothing gets out of its text."""

import re

import pytest
from django.utils import translation
from lxml import html

from portal.kernel import drawn, marks
from portal.kernel.addresses import address

EVIL = "\"><script>alert('x')</script>&"
CHECK = {"name": "proof", "outcome": "failed", "sentence": EVIL, "detail": EVIL}
EVIDENCE = {
    "title": EVIL,
    "issuer": EVIL,
    "relation": "supports",
    "verdict": "verified",
    "reason": "",
    "url": EVIL,
    "note": EVIL,
    "checks": [CHECK],
}
CLAIM = {
    "kind_label": EVIL,
    "title": EVIL,
    "organization": EVIL,
    "period": EVIL,
    "place": EVIL,
    "assurance": "attested",
    "url": EVIL,
    "hidden": True,
    "details": [(EVIL, EVIL)],
    "evidence": [EVIDENCE],
}


class Bar:
    x = y = width = text_x = text_y = 1
    assurance = anchor = title = EVIL


@pytest.mark.parametrize(
    "drawing",
    [
        lambda: drawn.claim_card(CLAIM),
        lambda: drawn.evidence_list([{**EVIDENCE, "relation": EVIL}]),
        lambda: drawn.check_rows([{**CHECK, "name": EVIL, "outcome": EVIL}]),
        lambda: drawn.table_rows([EVIL, EVIL], [(EVIL, [EVIL, EVIL])]),
        lambda: drawn.definition_rows([(EVIL, EVIL)]),
        lambda: drawn.years([Bar()]),
        lambda: drawn.strong(EVIL),
        lambda: drawn.mark("verdict", EVIL, reason=EVIL),
    ],
)
def test_nothing_gets_out_of_its_text(drawing):
    text = drawing()
    assert "<script" not in text
    assert "alert" in text
    assert not html.fragment_fromstring(text, create_parent=True).xpath("//script")


def test_what_is_safe_is_not_escaped_twice():
    assert drawn.strong(drawn.strong("a & b")) == "<strong><strong>a &amp; b</strong></strong>"


def test_a_claim_shows_each_of_its_parts():
    text = drawn.claim_card(
        {
            "title": "Welder",
            "organization": "Acme",
            "place": "Fresno",
            "period": "since 2019",
            "assurance": "self_asserted",
            "url": "/claims/1/",
            "details": [("Hours", 40)],
        }
    )
    for part in (
        "Welder",
        "Acme, Fresno",
        "since 2019",
        "Self-asserted",
        'href="/claims/1/"',
        "40",
    ):
        assert part in text
    assert "evidence-list" not in text


def test_kept_words_change_with_the_language():
    def words():
        return drawn.claim_card({**CLAIM, "title": "a"})

    english = words()
    with translation.override("xx"):
        words()
    assert words() == english


def test_what_gives_nothing_is_not_said_to_support():
    text = drawn.evidence_list([{**EVIDENCE, "relation": "attached"}])
    assert "Attached, but not verified" in text
    assert "Supported by" not in text


def test_a_row_needs_a_cell_for_each_label():
    with pytest.raises(ValueError, match="zip"):
        drawn.table_rows(["a", "b", "c"], [("", ["1", "2"])])


def test_an_address_is_what_reverse_says():
    from uuid import uuid4

    from django.urls import reverse

    pk = uuid4()
    assert address("claim", pk) == reverse("claim", args=[pk])


def test_every_icon_that_a_mark_refers_to_is_defined_once():
    defined = re.findall(r'<symbol id="(icon-[a-z0-9-]+)"', drawn.icon_definitions())
    families = [(family, value) for family, values in marks.MARKS.items() for value in values]
    used = "".join(drawn.mark(family, value) for family, value in [*families, ("verdict", EVIL)])
    used += drawn.evidence_list(
        {**EVIDENCE, "relation": relation} for relation in ("supports", "differs", "attached")
    )
    used += drawn.check_rows(
        {**CHECK, "name": name, "outcome": "failed"} for name in marks.CHECK_LABELS
    )
    referred = set(re.findall(r'<use href="#(icon-[a-z0-9-]+)"', used))
    assert len(referred) > 10
    assert referred <= set(defined)
    assert len(defined) == len(set(defined))


@pytest.mark.django_db
def test_a_page_defines_the_icons_of_its_marks(client):
    page = client.get("/gallery/").content.decode()
    defined = re.findall(r'<symbol id="(icon-[a-z0-9-]+)"', page)
    assert set(re.findall(r'<use href="#(icon-[a-z0-9-]+)"', page)) <= set(defined)
    assert len(defined) == len(set(defined)) > 0
