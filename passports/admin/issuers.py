"""Issuers, with what they issued; suspending and reinstating them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from passports.actions import issuers
from passports.models import Issuer, RecognizedIssuer
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused


def _suspend(issuer: Issuer, by: User, reason: str) -> str:
    if not issuers.suspend(issuer=issuer, reason=reason, by=by):
        raise Refused(gettext("Nothing was done: somebody else was faster."))
    return gettext("Suspended. What it issued is being verified again.")


def _reinstate(issuer: Issuer, by: User, reason: str) -> str:
    if not issuers.reinstate(issuer=issuer, by=by):
        raise Refused(gettext("Nothing was done: somebody else was faster."))
    return gettext("Reinstated. What it issued is being verified again.")


class RecognizedFilter(admin.SimpleListFilter):
    title = gettext_lazy("in a registry")
    parameter_name = "recognized"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Issuer]) -> QuerySet[Issuer]:
        if self.value() in ("yes", "no"):
            return queryset.filter(is_listed=self.value() == "yes")
        return queryset


class SuspendedFilter(admin.SimpleListFilter):
    title = gettext_lazy("suspended")
    parameter_name = "suspended"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Issuer]) -> QuerySet[Issuer]:
        if self.value() in ("yes", "no"):
            return queryset.filter(suspended_at__isnull=self.value() == "no")
        return queryset


@admin.register(Issuer)
class IssuerAdmin(DeedsAdmin):
    list_display = (
        "__str__",
        "identifier",
        "listed",
        "credential_count",
        "verified_count",
        "suspended_at",
    )
    list_filter = (SuspendedFilter, RecognizedFilter, "created_at")
    search_words = ("name__icontains", "identifier__icontains")
    search_help_text = gettext_lazy("A part of the name or of the identifier, or an id")
    fields = readonly_fields = (
        "id",
        "identifier",
        "name",
        "registries",
        "credential_count",
        "verified_count",
        "suspended_at",
        "suspension_reason",
        "created_at",
    )
    deeds = (
        Deed(
            "suspend",
            gettext_lazy("Suspend"),
            _suspend,
            applies=lambda row: row.suspended_at is None,
            explanation=gettext_lazy(
                "No registry recognizes it any more. What it issued is verified again."
            ),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "reinstate",
            gettext_lazy("Reinstate"),
            _reinstate,
            applies=lambda row: row.suspended_at is not None,
            explanation=gettext_lazy("Registries count again. What it issued is verified again."),
        ),
    )

    def counts(self) -> list[tuple[Any, int]]:
        suspended = Issuer.objects.filter(suspended_at__isnull=False).count()
        return [
            (gettext("In all"), Issuer.objects.count()),
            (gettext("Suspended"), suspended),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issuer]:
        listed = RecognizedIssuer.objects.filter(
            identifier=OuterRef("identifier"), registry__active=True
        )
        return (
            super()
            .get_queryset(request)
            .annotate(
                number=Count("credentials"),
                good=Count("credentials", filter=Q(credentials__verdict="verified")),
                is_listed=Exists(listed),
            )
        )

    @admin.display(description=gettext_lazy("in a registry"), boolean=True)
    def listed(self, issuer: Issuer) -> bool:
        return bool(issuer.is_listed)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("credentials"), ordering="number")
    def credential_count(self, issuer: Issuer) -> int:
        return int(issuer.number)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("of these verified"), ordering="good")
    def verified_count(self, issuer: Issuer) -> int:
        return int(issuer.good)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("registries that list it"))
    def registries(self, issuer: Issuer) -> str:
        lines = RecognizedIssuer.objects.filter(identifier=issuer.identifier)
        return ", ".join(lines.values_list("registry__name", flat=True))
