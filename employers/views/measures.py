"""Measures of an organization for its members, and of all for administrators."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.current import organization_of
from accounts.models import Organization
from accounts.permissions import member_required
from accounts.sign_in import session_used_factor
from employers.measures import FEWEST_PEOPLE, PERIODS_DAYS, Measures, by_organization, measures
from portal.kernel.safe_csv import csv_response


@member_required()
@require_safe
def employer_measures(request: HttpRequest) -> HttpResponse:
    organization = organization_of(request)
    return _answer(request, organization, _days(request))


@login_required
@require_safe
def portal_measures(request: HttpRequest) -> HttpResponse:
    """All organizations together, for administrators who used their second factor."""
    if not request.user.has_perm("employers.view_verificationrequest"):
        raise Http404
    if not session_used_factor(request):
        # The administration asks for it, and comes back here.
        return redirect(f"{reverse('admin:login')}?{urlencode({'next': request.path})}")
    return _answer(request, None, _days(request))


def _answer(request: HttpRequest, organization: Organization | None, days: int) -> HttpResponse:
    found = measures(organization=organization, days=days)
    if request.GET.get("format") == "csv":
        return csv_response(f"measures-{days}-days.csv", *_table(found))
    context = {
        "organization": organization,
        "measures": found,
        "days": days,
        "periods": PERIODS_DAYS,
        "fewest": FEWEST_PEOPLE,
        "bars": [each for each in found.speeds if each.share_percent is not None],
        "speeds": [
            (each, in_words(each.median), in_words(each.ninetieth)) for each in found.speeds
        ],
        "organizations": [] if organization else by_organization(days=days),
    }
    return render(request, "employers/measures.html", context)


def _days(request: HttpRequest) -> int:
    wanted = request.GET.get("days", "")
    return int(wanted) if wanted in {str(days) for days in PERIODS_DAYS} else 90


def _table(found: Measures) -> tuple[list[str], list[list[Any]]]:
    header = [_("Measure"), _("Number"), _("Percent"), _("Median seconds"), _("90th percentile")]
    rows: list[list[Any]] = [[_("Requests sent"), found.requests, "", "", ""]]
    rows += [[each.label, each.requests, each.share_percent, "", ""] for each in found.endings]
    rows += [
        [
            each.label,
            each.answers,
            each.share_percent,
            round(each.median.total_seconds(), 1) if each.median is not None else None,
            round(each.ninetieth.total_seconds(), 1) if each.ninetieth is not None else None,
        ]
        for each in found.speeds
    ]
    rows.append([_("Requests with a disputed answer"), "", found.disputed_percent, "", ""])
    return header, [["" if cell is None else cell for cell in row] for row in rows]


def in_words(time: dt.timedelta | None) -> str:
    """A time as people say it: the largest unit that leaves at least two of it, or one."""
    if time is None:
        return ""
    seconds = max(0.0, time.total_seconds())
    if seconds < 120:
        return _("%(n)s s") % {"n": f"{seconds:.1f}" if seconds < 10 else round(seconds)}
    if seconds < 2 * 3600:
        return _("%(n)s min") % {"n": round(seconds / 60)}
    if seconds < 48 * 3600:
        return _("%(n)s h") % {"n": round(seconds / 3600)}
    days = round(seconds / 86400)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
