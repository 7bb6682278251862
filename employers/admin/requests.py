"""Verification requests as administrators see them: without what people wrote, and with the whole
trail of each on its page."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from employers.actions import answering
from employers.admin.trail import trail_of
from employers.models import Answer, RequestedClaim, RequestState, VerificationRequest
from portal.kernel.admin.deeds import Deed, DeedsAdmin


class RequestedClaimInline(admin.TabularInline):
    model = RequestedClaim
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "included", "answer", "layer", "asked_at", "answered_at")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class FoundByFilter(admin.SimpleListFilter):
    title = gettext_lazy("found by")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("share", gettext_lazy("A share")), ("address", gettext_lazy("An address"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[VerificationRequest]
    ) -> QuerySet[VerificationRequest]:
        if self.value() == "share":
            return queryset.filter(invited_email="")
        return queryset.exclude(invited_email="") if self.value() else queryset


def _go_on(row: VerificationRequest, by: User, reason: str) -> str:
    answering.begin_again(request=row, by=by)
    return gettext("A worker goes on with it now.")


def _is_left(row: VerificationRequest) -> bool:
    pending = row.requested_claims.filter(included=True, answer=Answer.PENDING)
    return row.state == RequestState.AUTHORIZED and pending.exists()


@admin.register(VerificationRequest)
class VerificationRequestAdmin(DeedsAdmin):
    people_paths = ("holder",)
    words_for_person = gettext_lazy("a request to you")
    change_form_template = "admin/employers/verificationrequest/change_form.html"
    list_display = ("id", "organization", "state", "claims", "created_at", "deadline")
    list_filter = ("state", "purpose_code", FoundByFilter, "organization__kind", "created_at")
    list_select_related = ("organization",)
    search_ids = ("id", "organization_id", "holder_id", "share_id")
    search_words = (
        "holder__email__iexact",
        "invited_email__iexact",
        "organization__name__icontains",
        "reference__iexact",
    )
    search_help_text = gettext_lazy(
        "An id, the whole email address of a person, a part of an organization's name, or a job "
        "reference"
    )
    counted_field = "state"
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    fields = readonly_fields = (
        "id",
        "organization",
        "purpose_code",
        "reference",
        "state",
        "undelivered",
        "deadline",
        "kept_days",
        "created_at",
        "sent_at",
        "viewed_at",
        "decided_at",
        "completed_at",
        "kept_until",
        "reminders_sent",
    )
    inlines = (RequestedClaimInline,)
    deeds = (
        Deed(
            "go-on",
            gettext_lazy("Go on answering"),
            _go_on,
            applies=_is_left,
            explanation=gettext_lazy(
                "For a request that was left: its work failed, or its organization was suspended."
            ),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[VerificationRequest]:
        rows = super().get_queryset(request).select_related("organization")
        return rows.annotate(claim_count=Count("requested_claims"))

    @admin.display(description=gettext_lazy("claims"), ordering="claim_count")
    def claims(self, obj: VerificationRequest) -> int:
        return int(obj.claim_count)  # type: ignore[attr-defined]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            context["trail"], context["trail_goes_on"] = trail_of(row)
        return super().render_change_form(request, context, *args, **kwargs)
