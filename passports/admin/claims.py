"""Claims as administrators see them: read-only, with the evidence that made their assurance."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from passports.models import Claim, Evidence
from portal.kernel.admin.read_only import ReadOnlyAdmin


class EvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 0
    can_delete = False
    fields = readonly_fields = ("credential", "relation", "fields", "created_at")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    """What supports which claims? Their text stays with the holder."""

    people_paths = ("holder",)
    words_for_person = _("one of your claims")

    list_display = ("id", "kind", "assurance", "pieces", "hidden", "removed_at", "created_at")
    list_filter = ("kind", "assurance", "hidden", "created_at")
    search_ids = ("id", "holder")
    search_words = ("holder__email__iexact", "evidence__credential__issuer__identifier")
    counted_field = "assurance"
    search_help_text = _("An id, the person's email address, or an issuer's identifier")
    date_hierarchy = "created_at"
    fields = readonly_fields = (
        "id",
        "holder",
        "kind",
        "assurance",
        "hidden",
        "removed_at",
        "created_at",
    )
    inlines = (EvidenceInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).annotate(pieces=Count("evidence"))

    @admin.display(description=_("pieces of evidence"), ordering="pieces")
    def pieces(self, obj: Claim) -> int:
        return int(obj.pieces)  # type: ignore[attr-defined]
