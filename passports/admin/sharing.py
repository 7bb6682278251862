"""Shares and disclosures as administrators see them: read-only, without what was shown."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passports.models import Audience, Disclosure, Share
from portal.kernel.admin.read_only import ReadOnlyAdmin


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("live", _("Open")), ("withdrawn", _("Withdrawn")), ("expired", _("Expired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Share]) -> QuerySet[Share]:
        now = timezone.now()
        wanted = {
            "live": Q(withdrawn_at__isnull=True, expires_at__gt=now),
            "withdrawn": Q(withdrawn_at__isnull=False),
            "expired": Q(withdrawn_at__isnull=True, expires_at__lte=now),
        }.get(self.value() or "")
        return queryset.filter(wanted) if wanted else queryset


@admin.register(Share)
class ShareAdmin(ReadOnlyAdmin):
    """Who shares with whom, and is it looked at?"""

    people_paths = ("holder",)
    words_for_person = _("one of your shares")

    list_display = ("id", "audience", "organization", "claims_shown", "times_opened", "expires_at")
    list_filter = (StateFilter, "audience", "created_at")
    search_ids = ("id", "holder", "organization")
    search_words = ("holder__email__iexact", "organization__name__iexact", "email__iexact")
    counted_field = "audience"
    search_help_text = _("An id, an email address, or an organization's name")
    date_hierarchy = "created_at"
    fields = readonly_fields = (
        "id",
        "holder",
        "audience",
        "organization",
        "purpose",
        "created_at",
        "expires_at",
        "withdrawn_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Share]:
        rows = super().get_queryset(request).select_related("organization", "holder")
        return rows.annotate(
            claims_shown=Count("shared_claims", distinct=True),
            times_opened=Count("disclosures", distinct=True),
        )

    @admin.display(description=_("claims"), ordering="claims_shown")
    def claims_shown(self, obj: Share) -> int:
        return int(obj.claims_shown)  # type: ignore[attr-defined]

    @admin.display(description=_("opened"), ordering="times_opened")
    def times_opened(self, obj: Share) -> int:
        return int(obj.times_opened)  # type: ignore[attr-defined]


@admin.register(Disclosure)
class DisclosureAdmin(ReadOnlyAdmin):
    """Which organization saw something, and when?"""

    people_paths = ("holder", "viewer")
    words_for_person = _("the record of what was shown to whom")

    list_display = ("id", "organization", "purpose", "claims_shown", "created_at")
    list_filter = ("created_at", ("organization", admin.EmptyFieldListFilter))
    search_ids = ("id", "share", "holder", "organization")
    search_words = (
        "holder__email__iexact",
        "organization__name__iexact",
        "viewer_email__iexact",
    )
    search_help_text = _("An id, an email address, or an organization's name")
    date_hierarchy = "created_at"
    fields = readonly_fields = (
        "id",
        "share",
        "holder",
        "viewer",
        "organization",
        "viewer_email",
        "purpose",
        "created_at",
    )

    def counts(self) -> list[tuple[Any, int]]:
        """By the audience of the share, which is not a field of the disclosure."""
        audiences = dict(Audience.choices)
        found = Disclosure.objects.order_by("share__audience").values_list("share__audience")
        return [(audiences.get(name, "-"), rows) for name, rows in found.annotate(Count("pk"))]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Disclosure]:
        rows = super().get_queryset(request).select_related("organization")
        return rows.annotate(claims_shown=Count("revisions"))

    @admin.display(description=_("claims"), ordering="claims_shown")
    def claims_shown(self, obj: Disclosure) -> int:
        return int(obj.claims_shown)  # type: ignore[attr-defined]
