"""The vetting queue, and organizations with the history of what was decided about them."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import vetting
from accounts.admin.domains import DomainStateFilter
from accounts.admin.people import MembershipInline, ReadOnlyInline
from accounts.models import (
    DomainProof,
    OidcConnection,
    Organization,
    User,
    Vetting,
    VettingDecision,
)
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused
from portal.kernel.text import folded


def _decide(to: str, organization: Organization, by: User, reason: str) -> str:
    try:
        vetting.decide(organization=organization, to=to, reason=reason, by=by)
    except vetting.MoveLost as error:
        raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
    return gettext("Decided. The owners are told.")


class VettingDecisionInline(ReadOnlyInline):
    model = VettingDecision
    fields = ("created_at", "from_state", "to_state", "reason", "decided_by")
    readonly_fields = ("created_at",)


class DomainProofInline(ReadOnlyInline):
    model = DomainProof
    fields = ("domain", "method", "state", "reason", "proven_at", "checked_at")
    verbose_name_plural = gettext_lazy("domains")


class OidcConnectionInline(ReadOnlyInline):
    """Never the secret, not even sealed."""

    model = OidcConnection
    fields = ("issuer", "client_id", "state", "default_role", "tested_at")
    readonly_fields = fields


@admin.register(Organization)
class OrganizationAdmin(DeedsAdmin):
    """Those that wait come first, the longest waiting at the top."""

    people_paths = ("memberships__user",)
    words_for_person = gettext_lazy("an organization of yours, with its members")

    list_display = ("name", "kind", "vetting", "website", "members", "created_at", "vetted_at")
    list_filter = ("vetting", DomainStateFilter, "kind", "created_at")
    search_help_text = gettext_lazy("A part of the name, a website, or an id")
    counted_field = "vetting"
    fields = (
        "id",
        "name",
        "kind",
        "website",
        "email_domain",
        "purpose",
        "vetting",
        "vetting_reason",
        "vetted_at",
        "created_at",
    )
    inlines = (
        DomainProofInline,
        OidcConnectionInline,
        VettingDecisionInline,
        MembershipInline,
    )
    deeds = (
        Deed(
            "vet",
            gettext_lazy("Vet"),
            partial(_decide, Vetting.VETTED),
            applies=lambda row: row.vetting in (Vetting.PENDING, Vetting.REJECTED),
            explanation=gettext_lazy(
                "Its members can then ask people for credentials and open what they share."
            ),
            needs_reason=True,
        ),
        Deed(
            "reject",
            gettext_lazy("Reject"),
            partial(_decide, Vetting.REJECTED),
            applies=lambda row: row.vetting == Vetting.PENDING,
            explanation=gettext_lazy("The owners read your reason."),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "reopen",
            gettext_lazy("Put back into the queue"),
            partial(_decide, Vetting.PENDING),
            applies=lambda row: row.vetting == Vetting.REJECTED,
            needs_reason=True,
        ),
        Deed(
            "suspend",
            gettext_lazy("Suspend"),
            partial(_decide, Vetting.SUSPENDED),
            applies=lambda row: row.vetting == Vetting.VETTED,
            explanation=gettext_lazy(
                "Its members can open nothing from the next click on. The owners read your reason."
            ),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "reinstate",
            gettext_lazy("End the suspension"),
            partial(_decide, Vetting.VETTED),
            applies=lambda row: row.vetting == Vetting.SUSPENDED,
            needs_reason=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return (
            super().get_queryset(request).annotate(member_count=Count("memberships", distinct=True))
        )

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        waiting_first = Case(
            When(vetting=Vetting.PENDING, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return [waiting_first, "created_at"]

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def members(self, row: Organization) -> int:
        return row.member_count  # type: ignore[attr-defined,no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        found = Q(name_folded__contains=folded(term)) | Q(website__icontains=term)
        exact, _many = super().get_search_results(request, queryset, search_term)
        return queryset.filter(found | Q(pk__in=exact.values("pk"))), False
