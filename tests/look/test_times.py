"""A time of day without its zone is a wrong time for everybody who lives in another."""

import re
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
# Its column says it once for all rows.
SAID_ABOVE = {FOLDER / "admin/employers/verificationrequest/change_form.html"}
CLOCK = re.compile(r'date:"[^"]*H:i[^"]*"')
# As far as the end of the sentence that shows it.
NEAR = 250


def without_zone(text: str) -> list[str]:
    found = [
        (clock.group(), text[clock.end() : clock.end() + NEAR]) for clock in CLOCK.finditer(text)
    ]
    return [shown for shown, after in found if "UTC)" not in after]


def test_each_time_of_day_says_its_zone():
    problems = {
        str(path.relative_to(FOLDER)): found
        for path in sorted(FOLDER.rglob("*.html"))
        if path not in SAID_ABOVE and (found := without_zone(path.read_text()))
    }
    assert not problems


def test_a_time_without_a_zone_is_found():
    assert without_zone('<p>{{ at|date:"j F Y, H:i" }}</p>')
    assert not without_zone('<p>{{ at|date:"j F Y, H:i" }} (UTC)</p>')
    assert not without_zone('<p>{{ on|date:"j F Y" }}</p>')
