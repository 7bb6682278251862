"""Requests to many at once, blocks and corrections: how many, of whom, and when."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from employers.models import Correction, OrganizationBlock, RequestBatch
from portal.kernel.admin.read_only import ReadOnlyAdmin


@admin.register(RequestBatch)
class RequestBatchAdmin(ReadOnlyAdmin):
    """The people in a batch are its organization's; here stand numbers only."""

    list_display = ("id", "organization", "state", "people", "sent", "refused", "created_at")
    list_filter = ("state", "created_at")
    list_select_related = ("organization",)
    ordering = ("-created_at", "-id")
    search_ids = ("id", "organization_id")
    search_words = ("organization__name__icontains",)
    search_help_text = gettext_lazy("An id, or a part of the organization's name")
    counted_field = "state"
    fields = readonly_fields = (
        "id",
        "organization",
        "state",
        "people",
        "sent",
        "refused",
        "purpose_code",
        "created_at",
        "confirmed_at",
        "expires_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RequestBatch]:
        rows = super().get_queryset(request).select_related("organization")
        return rows.annotate(
            in_all=Count("rows"),
            were_sent=Count("rows", filter=Q(rows__sent_at__isnull=False)),
            were_refused=Count("rows", filter=~Q(rows__refusal="")),
        )

    @admin.display(description=gettext_lazy("people"), ordering="in_all")
    def people(self, row: RequestBatch) -> int:
        return int(row.in_all)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("sent"), ordering="were_sent")
    def sent(self, row: RequestBatch) -> int:
        return int(row.were_sent)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("not sent after all"), ordering="were_refused")
    def refused(self, row: RequestBatch) -> int:
        return int(row.were_refused)  # type: ignore[attr-defined]


@admin.register(OrganizationBlock)
class OrganizationBlockAdmin(ReadOnlyAdmin):
    """Which organizations are blocked, and how often? Not by whom."""

    people_paths = ("holder",)
    words_for_person = gettext_lazy("an organization that you have blocked")
    list_display = ("organization", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("organization",)
    ordering = ("-created_at", "-id")
    search_ids = ("id", "organization_id", "holder_id")
    search_words = ("organization__name__icontains", "holder__email__iexact")
    search_help_text = gettext_lazy(
        "An id, a part of the organization's name, or the holder's whole email address"
    )
    counted_field = "organization__kind"
    fields = readonly_fields = ("id", "organization", "created_at")

    def counts(self) -> list[tuple[str, int]]:
        return [(str(gettext_lazy("In all")), OrganizationBlock.objects.count())]


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    people_paths = ("requested_claim__request__holder",)
    words_for_person = gettext_lazy("a correction of an answer about you")
    list_display = ("id", "was", "became", "created_at")
    list_filter = ("was", "became", "created_at")
    ordering = ("-created_at", "-id")
    search_ids = ("id", "requested_claim_id", "requested_claim__request_id", "dispute_id")
    search_words = ("requested_claim__request__holder__email__iexact",)
    search_help_text = gettext_lazy(
        "An id (of the correction, its claim, request or dispute), or the holder's whole address"
    )
    counted_field = "became"
    fields = readonly_fields = (
        "id",
        "requested_claim_id",
        "dispute",
        "was",
        "became",
        "created_at",
    )
