"""What a credential says instead, where it does not say what a claim says."""

import datetime
from collections.abc import Mapping
from typing import Any

from passports.claims.dates import PartialDate, partial
from passports.claims.matching import DIFFERENT, Said
from passports.models import Precision

_DATES = ("start", "end")


def stated_otherwise(said: Said, fields: Mapping[str, str]) -> dict[str, str]:
    """For each field that differs, what is stated; dates as 2019, 2019-03 or 2019-03-01."""
    found = {name: _stated(said, name) for name, outcome in fields.items() if outcome == DIFFERENT}
    return {name: value for name, value in found.items() if value}


def written_as_stated(name: str, value: str) -> str:
    """A value of `stated_otherwise` for people: dates in the language of the page."""
    if name not in _DATES:
        return value
    return str(PartialDate.of(*(int(part) for part in value.split("-"))))


def _stated(said: Said, name: str) -> str:
    if name == "title":
        return next(iter(said.titles), "")
    if name == "organization":
        return next(iter(said.organizations), "")
    if name in _DATES:
        return _date(said.values, name)
    return str((said.values.get("details") or {}).get(name, ""))


def _date(values: Mapping[str, Any], name: str) -> str:
    stated = values.get(name)
    if isinstance(stated, datetime.date):
        stated = stated.isoformat()
    found = partial(stated, values.get(f"{name}_precision") or Precision.DAY)
    if found is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(found.precision), 10)
    return found.date.isoformat()[:length]
