"""The title of a page with errors says so once: screen readers begin with it."""

import re
from pathlib import Path

from django.conf import settings

TITLE = re.compile(r"{% block title %}(.*?){% endblock", re.DOTALL)


def test_only_the_base_puts_error_before_the_title_of_a_form():
    folder = Path(settings.BASE_DIR) / "templates"
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        for title in TITLE.findall(path.read_text())
        if re.search(r"{% if form\.errors", title)
    }
    assert not found
