"""The title of a page with errors says so once, since screen readers begin with it, and every title
ends with the name of the portal: it is what a tab, a history and a bookmark show."""

import re
from pathlib import Path

from django.conf import settings

TITLE = re.compile(r"{% block title %}(.*?){% endblock(?: title)? %}", re.DOTALL)


def test_only_the_base_puts_error_before_the_title_of_a_form():
    folder = Path(settings.BASE_DIR) / "templates"
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        for title in TITLE.findall(path.read_text())
        if re.search(r"{% if form\.errors", title)
    }
    assert not found


def test_every_title_ends_with_the_name_of_the_portal():
    folder = Path(settings.BASE_DIR) / "templates"
    endings = ("Career Passport", "{{ block.super }}")
    # A sentence that begins with it.
    says_it_first = folder / "portal/landing.html"
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        if path not in (folder / "base.html", folder / "allauth/layouts/base.html", says_it_first)
        for title in TITLE.findall(path.read_text())
        if not title.endswith(endings)
    }
    assert not found
