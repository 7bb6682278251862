"""Every look at what belongs to a person is recorded: one mechanism for all pages of the admin."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from portal.kernel.looks import record_looks


class RecordsLooks(admin.ModelAdmin):  # type: ignore[type-arg]
    """`people_paths` lead from a row to the people whose it is, as `claim__holder`; "" is the row
    itself. A row without an administrator's page about people has none."""

    people_paths: ClassVar[tuple[str, ...]] = ()
    # What the row is to its person: "An administrator looked at …".
    words_for_person: Any = ""
    # Rows of the list say who people are: then reading the list is a look at each of them.
    list_names_people = False

    def people_of(self, row: Model) -> Iterable[Any]:
        """The people whose the row is."""
        people = get_user_model()._default_manager
        for path in self.people_paths:
            if not path:
                yield row
                continue
            found = self.model._base_manager.filter(pk=row.pk).values(path)
            yield from people.filter(pk__in=found)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        self._looked_at_one(request, object_id, "change", response)
        return response

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        response: HttpResponse = super().history_view(request, object_id, *args)
        self._looked_at_one(request, object_id, "history", response)
        return response

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if response.status_code == 200:
            looks = [(person, person) for person in self._searched_for(request)]
            shown = getattr(response, "context_data", {}).get("cl")
            if self.list_names_people and shown is not None:
                looks += [(who, row) for row in shown.result_list for who in self.people_of(row)]
            record_looks(by=request.user, page=self._page("changelist"), looks=looks)
        return response

    def _looked_at_one(
        self, request: HttpRequest, object_id: str, page: str, response: HttpResponse
    ) -> None:
        if response.status_code != 200:
            return
        row = self.get_object(request, unquote(object_id))
        if row is not None:
            looks = [(person, row) for person in self.people_of(row)]
            record_looks(by=request.user, page=self._page(page), looks=looks)

    def _searched_for(self, request: HttpRequest) -> Iterable[Any]:
        """Whoever has the address that was searched for: what the list then shows is theirs."""
        term = request.GET.get("q", "").strip()
        if "@" not in term:
            return []
        return get_user_model()._default_manager.filter(email__iexact=term)

    def _page(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
