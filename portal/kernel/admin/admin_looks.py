"""Who looked at whose data: for auditors, who find an administrator by the number of a look."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.models import AdminLook


@admin.register(AdminLook)
class AdminLookAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "number", "actor_id", "whose_id", "object_type", "object_id")
    list_filter = ("object_type", "page", "created_at")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    search_ids = ("id", "actor_id", "whose_id", "object_id")
    search_words = ("id__istartswith",)
    search_help_text = gettext_lazy(
        "The number of a look, or an audit id of the administrator, the person or the object"
    )
    counted_field = "object_type"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, search_term.lower())
