"""Domains that organizations have proven, lost or wait for."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import domain_checks, domain_proofs
from accounts.domain_proofs import machine_methods
from accounts.models import DomainProof, Organization, ProofState, User
from portal.kernel.admin.deeds import Deed, DeedsAdmin
from portal.kernel.admin.reasons import ReasonFilter


def _allow_shared(proof: DomainProof, by: User, reason: str) -> str:
    domain_proofs.allow_shared(proof=proof, by=by)
    return gettext("Allowed. The organization can prove the domain beside the other one.")


def _check(proof: DomainProof, by: User, reason: str) -> str:
    domain_checks.check_now(proof=proof, by=by)
    return gettext("A worker looks for the proof now.")


class DomainStateFilter(admin.SimpleListFilter):
    """Of organizations: whether they have a domain, and whether they lost one."""

    title = gettext_lazy("domain")
    parameter_name = "domain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("proven", gettext_lazy("Proven")),
            ("lost", gettext_lazy("No longer proven")),
            ("none", gettext_lazy("None proven")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organization]
    ) -> QuerySet[Organization]:
        proven = DomainProof.objects.proven().values("organization")
        if self.value() == "proven":
            return queryset.filter(pk__in=proven)
        if self.value() == "none":
            return queryset.exclude(pk__in=proven)
        if self.value() == "lost":
            lost = DomainProof.objects.filter(state=ProofState.LOST).values("organization")
            return queryset.filter(pk__in=lost)
        return queryset


@admin.register(DomainProof)
class DomainProofAdmin(DeedsAdmin):
    list_display = (
        "domain",
        "organization",
        "method",
        "state",
        "reason",
        "proven_at",
        "checked_at",
        "is_shared",
    )
    list_filter = ("state", "method", "is_shared", ("reason", ReasonFilter))
    list_select_related = ("organization",)
    search_words = ("domain__icontains",)
    search_help_text = gettext_lazy("A part of the domain, or an id")
    counted_field = "state"
    fields = (
        "id",
        "organization",
        "domain",
        "method",
        "state",
        "reason",
        "failures",
        "proven_at",
        "checked_at",
        "next_check_at",
        "is_shared",
        "created_at",
    )
    deeds = (
        Deed(
            "check",
            gettext_lazy("Check now"),
            _check,
            applies=lambda row: row.method in machine_methods() and row.state != ProofState.ENDED,
        ),
        Deed(
            "share",
            gettext_lazy("Allow beside another organization"),
            _allow_shared,
            applies=lambda row: not row.is_shared and row.state != ProofState.ENDED,
            explanation=gettext_lazy(
                "Otherwise a domain belongs to one organization alone. Addresses at it still count "
                "as those of the organization that proved it without permission."
            ),
        ),
    )
