"""Verification requests as administrators see them: read-only, without what people wrote."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from employers.models import RequestedClaim, VerificationRequest


class RequestedClaimInline(admin.TabularInline):
    model = RequestedClaim
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "included", "answer", "answered_at")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(VerificationRequest)
class VerificationRequestAdmin(admin.ModelAdmin):
    list_display = ("id", "organization", "state", "claims", "created_at", "deadline")
    list_filter = ("state", "organization__kind", "created_at")
    search_fields = ("id", "organization__name", "reference")
    date_hierarchy = "created_at"
    fields = readonly_fields = (
        "id",
        "organization",
        "purpose",
        "reference",
        "state",
        "deadline",
        "created_at",
        "viewed_at",
        "decided_at",
        "completed_at",
    )
    inlines = (RequestedClaimInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[VerificationRequest]:
        rows = super().get_queryset(request).select_related("organization")
        return rows.annotate(claim_count=Count("requested_claims"))

    @admin.display(description=_("claims"), ordering="claim_count")
    def claims(self, obj: VerificationRequest) -> int:
        return int(obj.claim_count)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
