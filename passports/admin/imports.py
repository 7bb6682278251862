"""Imports: how many, how far, and what went wrong, without the bytes."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from passports.models import ImportItem, ImportRun
from passports.models.import_run import UNFINISHED_ITEM_STATES
from passports.sentences.progress import PROBLEM_STATES
from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.admin.reasons import ReasonFilter


class ItemInline(admin.TabularInline):
    model = ImportItem
    extra = 0
    can_delete = False
    fields = readonly_fields = ("position", "size_bytes", "state", "reason", "credential_id")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportItem]:
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    people_paths = ("holder",)
    words_for_person = _("one of your imports")
    list_display = ("created_at", "source", "items_in_all", "unfinished", "problems", "id")
    list_filter = ("source", "created_at")
    date_hierarchy = "created_at"
    search_ids = ("id", "holder_id")
    search_help_text = _("The id of an import or of a person")
    counted_field = "source"
    fields = readonly_fields = ("id", "holder", "source", "created_at")
    inlines = (ItemInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                number=Count("items"),
                open_items=Count("items", filter=Q(items__state__in=UNFINISHED_ITEM_STATES)),
                bad_items=Count("items", filter=Q(items__state__in=PROBLEM_STATES)),
            )
        )

    @admin.display(description=_("items"), ordering="number")
    def items_in_all(self, run: ImportRun) -> int:
        return int(run.number)  # type: ignore[attr-defined]

    @admin.display(description=_("unfinished"), ordering="open_items")
    def unfinished(self, run: ImportRun) -> int:
        return int(run.open_items)  # type: ignore[attr-defined]

    @admin.display(description=_("not taken or failed"), ordering="bad_items")
    def problems(self, run: ImportRun) -> int:
        return int(run.bad_items)  # type: ignore[attr-defined]


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnlyAdmin):
    people_paths = ("run__holder",)
    words_for_person = _("a part of one of your imports")
    list_display = ("run_id", "position", "state", "reason", "size_bytes", "created_at")
    list_filter = ("state", ("reason", ReasonFilter), "created_at")
    search_ids = ("id", "run_id", "credential_id")
    search_words = ("reason",)
    search_help_text = _("An id (of the item, its import or its credential) or a reason")
    counted_field = "state"
    ordering = ("-created_at", "position")
    fields = readonly_fields = (
        "id",
        "run",
        "position",
        "size_bytes",
        "state",
        "reason",
        "credential",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportItem]:
        return super().get_queryset(request).defer("content")
