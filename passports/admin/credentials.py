"""Credentials, their documents and reports: to be read, and the reading of bytes is recorded."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from passports.models import Credential, Document, VerificationReport
from passports.sentences.report import deciding_check, sentence_of
from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.audit import record
from portal.kernel.text import folded

MOST_SHOWN_CHARACTERS = 200_000


class ReportInline(admin.TabularInline):
    model = VerificationReport
    extra = 0
    can_delete = False
    fields = readonly_fields = ("checked_at", "verdict", "what_decided")
    show_change_link = True

    @admin.display(description=_("what decided"))
    def what_decided(self, report: VerificationReport) -> str:
        return _deciding(report.checks)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Credential)
class CredentialAdmin(ReadOnlyAdmin):
    people_paths = ("holder",)
    words_for_person = _("one of your credentials")
    list_display = (
        "title",
        "issuer_name",
        "verdict",
        "not_yours",
        "format",
        "report_count",
        "next_check_at",
        "created_at",
    )
    list_filter = ("verdict", "not_yours", "format", "created_at", "next_check_at")
    list_select_related = ("issuer",)
    date_hierarchy = "created_at"
    search_ids = ("id", "holder_id", "document_id")
    search_words = ("search_text__contains", "digest", "external_id", "issuer__identifier")
    search_help_text = _("A title or issuer, an id, a digest, or an issuer's identifier")
    counted_field = "verdict"
    inlines = (ReportInline,)
    fields = (
        "id",
        "holder",
        "document",
        "digest",
        "title",
        "description",
        "format",
        "external_id",
        "issuer",
        "issuer_name",
        "valid_from",
        "valid_until",
        "verdict",
        "not_yours",
        "superseded_by",
        "next_check_at",
        "created_at",
        "what_it_says",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credential]:
        return super().get_queryset(request).annotate(number_of_reports=Count("reports"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        term = folded(search_term)
        return (found | queryset.filter(search_text__contains=term) if term else found), duplicates

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields

    @admin.display(description=_("reports"), ordering="number_of_reports")
    def report_count(self, credential: Credential) -> int:
        return int(credential.number_of_reports)  # type: ignore[attr-defined]

    @admin.display(description=_("what it says"))
    def what_it_says(self, credential: Credential) -> str:
        return _as_block(credential.summary)


@admin.register(VerificationReport)
class VerificationReportAdmin(ReadOnlyAdmin):
    people_paths = ("credential__holder",)
    words_for_person = _("a check of one of your credentials")
    list_display = ("checked_at", "verdict", "what_decided", "credential_id")
    list_filter = ("verdict", "checked_at")
    date_hierarchy = "checked_at"
    search_ids = ("id", "credential_id")
    search_help_text = _("The id of a report or of a credential")
    counted_field = "verdict"
    fields = readonly_fields = ("id", "credential", "verdict", "checked_at", "raw_checks")

    @admin.display(description=_("what decided"))
    def what_decided(self, report: VerificationReport) -> str:
        return _deciding(report.checks)

    @admin.display(description=_("checks"))
    def raw_checks(self, report: VerificationReport) -> str:
        return _as_block(report.checks)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    people_paths = ("holder",)
    words_for_person = _("one of your original files")
    list_display = ("digest", "media_type", "container_media_type", "size_bytes", "created_at")
    list_filter = ("media_type", "container_media_type", "created_at")
    search_ids = ("id", "holder_id")
    search_words = ("digest", "container_digest")
    search_help_text = _("An id or a digest")
    counted_field = "media_type"
    fields = readonly_fields = (
        "id",
        "holder",
        "digest",
        "media_type",
        "size_bytes",
        "filename",
        "container_digest",
        "container_media_type",
        "created_at",
        "raw",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).defer("content", "container")

    @admin.display(description=_("content, as it came"))
    def raw(self, document: Document) -> str:
        text = bytes(document.content).decode(errors="replace")
        return format_html("<pre>{}</pre>", text[:MOST_SHOWN_CHARACTERS])

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kw: Any
    ) -> HttpResponse:
        """Somebody's document is read for a reason; the trail says by whom."""
        response = super().change_view(request, object_id, *args, **kw)
        document = Document.objects.only("id").filter(id=object_id).first()
        if document is not None and response.status_code == 200:
            record(by=request.user, obj=document, deed="document_read")
        return response


def _deciding(checks: list[dict[str, Any]]) -> str:
    decided = deciding_check(checks)
    return f"{decided['name']}: {sentence_of(decided)}" if decided else ""


def _as_block(value: Any) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return format_html("<pre>{}</pre>", text[:MOST_SHOWN_CHARACTERS])
