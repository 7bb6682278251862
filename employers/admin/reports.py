"""The queue of reports that holders made, with what was decided and why."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from employers.actions.protecting import reporting
from employers.actions.refusals import MoveLost
from employers.models import ReportState, RequestReport
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused


def _deciding(action: Callable[..., Any]) -> Callable[[RequestReport, User, str], str]:
    def run(row: RequestReport, by: User, reason: str) -> str:
        try:
            action(report=row, by=by, reason=reason)
        except MoveLost as error:
            raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
        return gettext("Decided. Who reported it is told.")

    return run


def _is_open(row: RequestReport) -> bool:
    return row.state == ReportState.OPEN


@admin.register(RequestReport)
class RequestReportAdmin(DeedsAdmin):
    """Those to decide come first, the longest waiting at the top."""

    people_paths = ("reporter",)
    words_for_person = gettext_lazy("a report of yours")

    list_display = ("organization", "reason_code", "state", "created_at", "decided_at")
    list_filter = ("state", "reason_code", "created_at")
    list_select_related = ("organization",)
    search_ids = ("id", "request_id", "organization_id")
    search_words = ("organization__name__icontains",)
    search_help_text = gettext_lazy("A part of the organization's name, or an id")
    counted_field = "state"
    fields = (
        "id",
        "organization",
        "request",
        "reason_code",
        "text",
        "state",
        "created_at",
        "decided_by",
        "decided_at",
        "decision_reason",
    )
    deeds = (
        Deed(
            "uphold",
            gettext_lazy("Uphold, and suspend the organization"),
            _deciding(reporting.uphold),
            applies=_is_open,
            explanation=gettext_lazy(
                "Everything of the organization stops at once. Its owners read your reason."
            ),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "dismiss",
            gettext_lazy("Dismiss"),
            _deciding(reporting.dismiss),
            applies=_is_open,
            explanation=gettext_lazy("Nothing happens to the organization."),
            needs_reason=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RequestReport]:
        return super().get_queryset(request).select_related("organization", "decided_by")

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        to_decide_first = Case(
            When(state=ReportState.OPEN, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return [to_decide_first, "created_at"]
