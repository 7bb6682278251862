"""What issuers and registries published, as it was kept; nobody edits it."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from passports.models import ArchivedDocument, PastRecognition
from portal.kernel.admin.read_only import ReadOnlyAdmin


@admin.register(ArchivedDocument)
class ArchivedDocumentAdmin(ReadOnlyAdmin):
    list_display = ("url", "kind", "fetched_at", "last_seen_at", "size")
    list_filter = ("kind", "fetched_at")
    list_select_related = ("body",)
    search_words = ("url__icontains", "body__digest")
    search_help_text = gettext_lazy("A part of the address, a digest, or an id")
    counted_field = "kind"
    fields = (
        *("id", "url", "redirects", "kind", "media_type", "digest", "size"),
        *("fetched_at", "last_seen_at", "dropped_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArchivedDocument]:
        return super().get_queryset(request).select_related("body").defer("body__content")

    @admin.display(description="SHA-256")
    def digest(self, document: ArchivedDocument) -> str:
        return document.body.digest

    @admin.display(description=gettext_lazy("bytes let go"))
    def dropped_at(self, document: ArchivedDocument) -> datetime | None:
        """When its bytes were let go, because no report rests on them."""
        return document.body.dropped_at

    @admin.display(description=gettext_lazy("bytes"), ordering="body__size_bytes")
    def size(self, document: ArchivedDocument) -> int:
        return document.body.size_bytes


@admin.register(PastRecognition)
class PastRecognitionAdmin(ReadOnlyAdmin):
    """Who was in a registry until when."""

    list_display = ("__str__", "identifier", "registry", "since", "ended_at")
    list_filter = ("registry", "ended_at")
    list_select_related = ("registry",)
    search_words = ("name__icontains", "identifier__icontains")
    search_help_text = gettext_lazy("A part of the name or of the identifier, or an id")
    counted_field = "registry__name"
    fields = ("id", "registry", "identifier", "name", "since", "listed_at", "ended_at")

    def counts(self) -> list[tuple[str, int]]:
        return [(str(gettext_lazy("In all")), PastRecognition.objects.count())]
