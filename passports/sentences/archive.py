"""Archived documents and the keys of an issuer, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils.translation import gettext as _

from passports.issuer_history import KeyPeriod, key_periods
from passports.models import VerificationReport
from passports.sentences.report import checks_for_people


def archived_rows(report: VerificationReport | None) -> list[dict[str, Any]]:
    """The documents that a report rests on, as kind, address, days and download."""
    if report is None:
        return []
    return [
        {
            "kind": row.get_kind_display(),
            "address": row.url,
            "led_to": row.redirects,
            "days": _days(row.fetched_at, row.last_seen_at),
            "url": reverse("archived_document", args=[row.id]),
        }
        for row in report.archived.order_by("url", "-fetched_at")
    ]


def checks_as_of(checks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The checks of an answer about a day, which was not today."""
    shown = checks_for_people(checks)
    for each in shown:
        if (each["name"], each["code"]) == ("validity", "current"):
            each["sentence"] = _("It was in force on that day.")
    return shown


def period_events(periods: Sequence[KeyPeriod]) -> list[dict[str, Any]]:
    """The periods as components/timeline.html takes them, newest first."""
    return [
        {
            "when": period.first_seen,
            "title": _title(is_first=number == len(periods) - 1),
            "text": _("%(keys)s (seen until %(day)s)")
            % {
                "keys": ", ".join(period.keys) or _("no key"),
                "day": format_date(period.last_seen, "j F Y"),
            },
            "tone": "info" if period.is_current else "plain",
        }
        for number, period in enumerate(periods)
    ]


def keys_changed_on(identifier: str) -> Any:
    """When the issuer's keys were first seen changed to those of now; None if they never were."""
    periods = key_periods(identifier)
    return periods[0].first_seen if len(periods) > 1 else None


def _title(*, is_first: bool) -> str:
    if is_first:
        return _("These keys when we first looked")
    return _("The issuer changed its keys")


def _days(first: Any, last: Any) -> str:
    days = {"first": format_date(first, "j F Y"), "last": format_date(last, "j F Y")}
    if days["first"] == days["last"]:
        return days["first"]
    return _("%(first)s to %(last)s") % days
