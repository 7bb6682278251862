"""What the data models ask of single values: the only places where a value decides anything.

The rest of a check of structure depends on keys, types and kinds of value alone. A plan for a shape
is made by handing in other tests, which note what is asked of which value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from passports.standards.dates import parse_date_time
from passports.standards.uris import is_uri

ValueTest = Callable[[object], bool]


class ValueTests:
    """The tests as they are meant."""

    def uri(self, value: object) -> bool:
        """Whether `value` is an absolute URI."""
        return is_uri(value)

    def moment(self, value: object, *, zone_required: bool) -> datetime | None:
        """The time that `value` is, or None."""
        return parse_date_time(value, zone_required=zone_required)

    def named(self, test: ValueTest) -> ValueTest:
        """A test of one kind of value, as it is to be used."""
        return test


TESTS = ValueTests()
