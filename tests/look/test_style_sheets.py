"""One style sheet of ours, small and complete; nothing inline that the policy would refuse."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TEMPLATES = [
    path
    for folder in ("templates", "portal", "accounts", "passports", "employers")
    for path in (Path(settings.BASE_DIR) / folder).rglob("*.html")
]
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I
    ),
    "an event attribute": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[^=\s]*)\s*=", re.I),
    "a javascript address": re.compile(r"(javascript:|\bjs:\{)", re.I),
    "somebody else's address": re.compile(r"(src|href)=\"(https?:)?//", re.I),
}


def test_all_style_sheets_together_stay_under_60_kb():
    assert sum(path.stat().st_size for path in CSS.rglob("*.css")) <= 60_000


def test_every_style_sheet_is_imported_and_every_import_exists():
    entry = (CSS / "portal.css").read_text()
    imported = {CSS / name for name in re.findall(r'@import url\("([^"]+)"\)', entry)}
    # The administration is Django's, and has few rules of ours.
    own = {CSS / "portal.css", CSS / "administration.css"}
    assert imported == set(CSS.rglob("*.css")) - own


def test_components_name_colour_roles_and_never_colours():
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:hsl|oklch)\(", re.I)
    for path in CSS.rglob("*.css"):
        if path.name == "tokens.css":
            continue
        rules = re.sub(r"light-dark\([^;]*\)", "", path.read_text())
        assert not literal.search(rules), path.name


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what: str):
    found = [str(path) for path in TEMPLATES if INLINE[what].search(path.read_text())]
    assert found == []


def test_the_patterns_find_what_they_look_for():
    examples = {
        "a style attribute": '<p class="x" style="color: red">',
        "a style element": "<style>",
        "an inline script": "<script>alert(1)</script>",
        "an event attribute": '<a href="#" onclick="x()">',
        "a javascript address": "javascript:alert(1)",
        "somebody else's address": '<script src="https://elsewhere.example/x.js">',
    }
    for what, text in examples.items():
        assert INLINE[what].search(text), what
