"""Trust registries and their lines, with import and export as CSV."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy

from passports.actions import registries, remote_registries
from passports.forms.registries import (
    OrganizationIdentifierForm,
    RecognizedIssuerForm,
    RegistryFileForm,
    TrustRegistryForm,
)
from passports.models import REMOTE_KINDS, OrganizationIdentifier, RecognizedIssuer, TrustRegistry
from portal.kernel.safe_csv import csv_response, csv_text


@admin.register(TrustRegistry)
class TrustRegistryAdmin(admin.ModelAdmin):
    form = TrustRegistryForm
    list_display = ("name", "kind", "active", "lines", "source_url", "refreshed_at", "problem")
    list_filter = ("active", "kind")
    search_fields = ("name", "description")
    search_help_text = gettext_lazy("A part of the name or the description")
    fields = ("name", "kind", "description", "source_url", "active", "refreshed_at", "problem")
    readonly_fields = ("refreshed_at", "problem")
    change_form_template = "admin/passports/trustregistry/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrustRegistry]:
        return super().get_queryset(request).annotate(number=Count("issuers"))

    @admin.display(description=gettext_lazy("issuers"), ordering="number")
    def lines(self, registry: TrustRegistry) -> int:
        return int(registry.number)  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "source_url" in form.changed_data:
            obj.anchor_keys = None
        super().save_model(request, obj, form, change)
        touched = set(form.changed_data) & {"active", "name"} if change else set()
        registries.after_change(
            changed=obj,
            identifiers=_identifiers(obj) if touched else [],
            deed="registry_changed" if change else "registry_added",
            by=request.user,
        )
        if obj.kind in REMOTE_KINDS and obj.active:
            remote_registries.request(registry=obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        identifiers = _identifiers(obj)
        registries.after_change(
            changed=obj, identifiers=identifiers, deed="registry_deleted", by=request.user
        )
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for registry in queryset:
            self.delete_model(request, registry)

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path(
                "<uuid:registry_id>/import/",
                site.admin_view(self.import_csv),
                name="passports_trustregistry_import",
            ),
            path(
                "<uuid:registry_id>/export/",
                site.admin_view(self.export_csv),
                name="passports_trustregistry_export",
            ),
            *super().get_urls(),
        ]

    def export_csv(self, request: HttpRequest, registry_id: UUID) -> HttpResponse:
        registry = get_object_or_404(TrustRegistry, id=registry_id)
        if not self.has_view_permission(request, registry):
            raise PermissionDenied
        rows = [registries.cells_of(line) for line in registry.issuers.order_by("identifier")]
        return csv_response("trust-registry.csv", registries.COLUMNS, rows)

    def import_csv(self, request: HttpRequest, registry_id: UUID) -> HttpResponse:
        """First the file, which is shown as what it would do; then the same content, confirmed."""
        registry = get_object_or_404(TrustRegistry, id=registry_id)
        if not self.has_change_permission(request, registry):
            raise PermissionDenied
        form = RegistryFileForm()
        if request.method == "POST":
            form = RegistryFileForm(request.POST, request.FILES)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "registry": registry,
            "form": form,
            "title": gettext("Import issuers into “%(name)s”") % {"name": registry.name},
        }
        if request.method == "POST" and form.is_valid():
            content = form.cleaned_data["content"]
            plan = registries.plan_import(
                registry=registry,
                rows=content.rows,
                only_these=form.cleaned_data["only_these"],
            )
            plan.errors = sorted([*content.errors, *plan.errors], key=lambda error: error.line)
            if "confirm" in request.POST and not plan.errors:
                registries.carry_out(registry=registry, plan=plan, by=request.user)
                messages.success(request, gettext("Imported. What changed is verified again."))
                return redirect("admin:passports_trustregistry_change", registry.id)
            context |= {
                "plan": plan,
                "text": csv_text(
                    registries.COLUMNS,
                    [
                        [row.values.get(name, "") for name in registries.COLUMNS]
                        for row in content.rows
                    ],
                ),
            }
        return TemplateResponse(request, "admin/passports/trustregistry/import.html", context)


@admin.register(RecognizedIssuer)
class RecognizedIssuerAdmin(admin.ModelAdmin):
    form = RecognizedIssuerForm
    list_display = ("__str__", "identifier", "registry", "since", "speaks_for")
    list_filter = ("registry", "speaks_for", "since")
    list_select_related = ("registry",)
    search_fields = ("name", "identifier")
    search_help_text = gettext_lazy("A part of the name or of the identifier")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = form.initial.get("identifier") if change else None
        super().save_model(request, obj, form, change)
        self._after(request, obj, "recognition_changed" if change else "recognition_added", before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        registries.forget_line(line=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for line in queryset:
            self.delete_model(request, line)

    def _after(self, request: HttpRequest, line: Model, deed: str, before: Any = None) -> None:
        identifiers = [name for name in (line.identifier, before) if name]  # type: ignore[attr-defined]
        registries.after_change(changed=line, identifiers=identifiers, deed=deed, by=request.user)


@admin.register(OrganizationIdentifier)
class OrganizationIdentifierAdmin(admin.ModelAdmin):
    """Under which identifiers a vetted organization issues, besides the one it has here."""

    form = OrganizationIdentifierForm
    list_display = ("identifier", "organization", "created_at")
    list_select_related = ("organization",)
    raw_id_fields = ("organization",)
    search_fields = ("identifier", "organization__name")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = form.initial.get("identifier") if change else None
        super().save_model(request, obj, form, change)
        named = [name for name in (obj.identifier, before) if name]
        registries.after_change(
            changed=obj, identifiers=named, deed="organization_identifier_kept", by=request.user
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        registries.after_change(
            changed=obj,
            identifiers=[obj.identifier],
            deed="organization_identifier_deleted",
            by=request.user,
        )
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


def _identifiers(registry: TrustRegistry) -> list[str]:
    return list(registry.issuers.values_list("identifier", flat=True))
