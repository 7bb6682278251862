"""Lists of rows that only the portal writes."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from portal.kernel.admin.looking import RecordsLooks


class ReadOnlyAdmin(RecordsLooks):
    """Nobody adds, changes or deletes; ids are searched exactly; counts stand above the list."""

    search_ids: tuple[str, ...] = ("id",)
    search_words: tuple[str, ...] = ()
    counted_field = ""
    # What the values of the counted field are called, where the field itself has no choices.
    count_labels: ClassVar[dict[Any, Any]] = {}
    change_list_template = "admin/kernel/change_list.html"
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return (*self.search_ids, *self.search_words)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        found = Q(pk__in=[])
        try:
            for name in self.search_ids:
                found |= Q(**{name: UUID(term)})
        except ValueError:
            for name in self.search_words:
                found |= Q(**{name: term})
        return queryset.filter(found), False

    def counts(self) -> list[tuple[Any, int]]:
        """How many rows there are of each value of the counted field, above the list."""
        rows = (
            self.model._default_manager.values_list(self.counted_field)
            .annotate(rows=Count("pk"))
            .order_by(self.counted_field)
        )
        field = self.model._meta.get_field(self.counted_field)
        labels = dict(field.flatchoices) | self.count_labels
        return [(labels.get(value, value), number) for value, number in rows]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "counts": self.counts()})
