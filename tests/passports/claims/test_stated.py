"""What a credential says instead of a claim."""

import pytest

from passports.claims.matching import CONFIRMED, DIFFERENT, NOT_STATED, Said
from passports.claims.stated import stated_otherwise, written_as_stated

SAID = Said(
    kind="employment",
    titles=("Welder's helper", "Helper"),
    organizations=("Acme Steel",),
    values={
        "start": "2019-03-01",
        "start_precision": "month",
        "end": "2021-01-01",
        "end_precision": "year",
        "details": {"location": "Oakland"},
    },
)


def test_only_what_differs_is_told():
    fields = {"title": DIFFERENT, "organization": CONFIRMED, "start": NOT_STATED}
    assert stated_otherwise(SAID, fields) == {"title": "Welder's helper"}


def test_dates_are_as_exact_as_they_were_said():
    fields = {"start": DIFFERENT, "end": DIFFERENT, "location": DIFFERENT}
    stated = stated_otherwise(SAID, fields)
    assert stated == {"start": "2019-03", "end": "2021", "location": "Oakland"}
    written = [written_as_stated(name, value) for name, value in stated.items()]
    assert written == ["March 2019", "2021", "Oakland"]


@pytest.mark.parametrize("fields", [{}, {"number": DIFFERENT}])
def test_nothing_is_made_up(fields):
    assert stated_otherwise(SAID, fields) == {}
