"""A passport over the years: one bar for each claim that has a date."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from passports.claims import KINDS
from passports.claims.dates import PartialDate
from passports.claims.display import ONGOING, end_of, period_of, start_of
from passports.models import Claim

WIDTH, ROW_HEIGHT, TOP = 800, 30, 24
_LEAST_WIDTH = 8
_LABEL_ROOM = 260


@dataclass(frozen=True, slots=True)
class Bar:
    title: str
    kind: str
    kind_label: str
    period: str
    assurance: str
    x: int
    width: int
    y: int
    text_x: int
    text_y: int
    # Text to the left of the bar where there is no room to its right.
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    year: int
    x: int


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: list[Bar]
    ticks: list[Tick]
    width: int
    height: int

    @property
    def columns(self) -> list[str]:
        return [_("What"), _("Kind"), _("When")]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The same as a table."""
        return [("", [bar.title, bar.kind_label, bar.period]) for bar in self.bars]


def timeline_of(claims: Iterable[Claim]) -> Timeline | None:
    """Bars by start, newest first; None when fewer than two claims have dates."""
    spans = []
    for claim in claims:
        span = _span(claim)
        if span and not claim.hidden:
            spans.append((*span, claim))
    if len(spans) < 2:
        return None
    first = min(start for start, _end, _claim in spans).year
    last = max(end for _start, end, _claim in spans).year + 1
    years = max(last - first, 1)
    step = max(1, -(-years // 8))

    def x_of(date: datetime.date) -> int:
        return round(((date.year - first) + (date.timetuple().tm_yday - 1) / 366) / years * WIDTH)

    spans.sort(key=lambda span: (span[0], span[1]), reverse=True)
    bars = [
        _bar(claim, x_of(start), x_of(end), number)
        for number, (start, end, claim) in enumerate(spans)
    ]
    ticks = [Tick(year, round((year - first) / years * WIDTH)) for year in range(first, last, step)]
    return Timeline(bars, ticks, WIDTH, TOP + len(bars) * ROW_HEIGHT)


def _bar(claim: Claim, left: int, right: int, number: int) -> Bar:
    revision = claim.current
    if revision is None:
        raise ValueError("A claim without a revision has no dates.")
    width = max(right - left, _LEAST_WIDTH)
    roomy = left + width < WIDTH - _LABEL_ROOM
    title = revision.title if len(revision.title) <= 34 else revision.title[:33] + "…"
    y = TOP + number * ROW_HEIGHT
    anchor = "start" if roomy else "end" if left > _LABEL_ROOM else "inside"
    return Bar(
        title=title,
        kind=claim.kind,
        kind_label=str(KINDS[claim.kind].label),
        period=period_of(claim.kind, revision) or _("no dates"),
        assurance=claim.assurance,
        x=left,
        width=width,
        y=y + 4,
        text_x={"start": left + width + 8, "end": left - 8, "inside": left + 8}[anchor],
        text_y=y + 17,
        anchor=anchor,
    )


def _span(claim: Claim) -> tuple[datetime.date, datetime.date] | None:
    if claim.current is None:
        return None
    start: PartialDate | None = start_of(claim.current)
    end: PartialDate | None = end_of(claim.current)
    today = timezone.now().date()
    if start is None and end is None:
        return None
    if claim.kind in ("certification", "license", "skill", "language"):
        # The day of the award: how long it is valid is not what somebody did.
        day = start or end
        return (day.date, day.date) if day and day.date <= today else None
    if start is None and end is not None:
        return end.date, end.last_day
    if start is not None and end is None:
        return start.date, today if claim.kind in ONGOING else start.last_day
    if start is not None and end is not None:
        return start.date, end.last_day
    return None
