"""Dates as people remember them: a year, a month of a year, or a day."""

import calendar
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passports.models import Precision
from portal.kernel.dates import written

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The first day of what was meant, and how exactly it was meant."""

    date: datetime.date
    precision: str = Precision.DAY

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> "PartialDate":
        """Raises ValueError for a day that does not exist or has no month."""
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValueError("year")
        if month is None:
            if day is not None:
                raise ValueError("month")
            return cls(datetime.date(year, 1, 1), Precision.YEAR)
        if day is None:
            return cls(datetime.date(year, month, 1), Precision.MONTH)
        return cls(datetime.date(year, month, day), Precision.DAY)

    @property
    def last_day(self) -> datetime.date:
        if self.precision == Precision.YEAR:
            return self.date.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.date.replace(day=calendar.monthrange(self.date.year, self.date.month)[1])
        return self.date

    def parts(self) -> tuple[int, int | None, int | None]:
        return (
            self.date.year,
            None if self.precision == Precision.YEAR else self.date.month,
            self.date.day if self.precision == Precision.DAY else None,
        )

    def agrees_with(self, other: "PartialDate") -> bool:
        """Do both name the same time, as far as the less exact of them says?"""
        shared = min(
            sum(part is not None for part in self.parts()),
            sum(part is not None for part in other.parts()),
        )
        return self.parts()[:shared] == other.parts()[:shared]

    def __str__(self) -> str:
        if self.precision == Precision.YEAR:
            return str(self.date.year)
        if self.precision == Precision.MONTH:
            return written(self.date, "YEAR_MONTH_FORMAT")
        return written(self.date, "j F Y")


def partial(date: datetime.date | str | None, precision: str) -> PartialDate | None:
    """From what a revision or a proposal stores; None for nothing or for no date."""
    if isinstance(date, str):
        try:
            date = datetime.date.fromisoformat(date)
        except ValueError:
            return None
    return PartialDate(date, precision) if date else None


def period(start: PartialDate | None, end: PartialDate | None, *, ongoing: bool = False) -> str:
    """One line about both: "2019 to March 2022", "since 2019", "until 2022"."""
    if start and end:
        return (
            str(start) if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
        )
    if start:
        return _("since %(start)s") % {"start": start} if ongoing else str(start)
    if end:
        return _("until %(end)s") % {"end": end} if ongoing else str(end)
    return ""
