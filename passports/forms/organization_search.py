"""Finding the one organization that may see a share, among thousands: by its name or domain."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse_lazy

from accounts.models import DomainProof, Organization, ProofState
from portal.kernel.text import folded

MOST_FOUND = 10
LONGEST_QUERY = 100


@dataclass(slots=True)
class Found:
    """What a query finds; the one that is chosen stays in it, whatever is looked for."""

    query: str = ""
    chosen: str = ""
    organizations: list[Organization] = field(default_factory=list)
    there_are_more: bool = False


def find_organizations(query: str, *, chosen: Any = None) -> Found:
    """Vetted organizations by a part of their name or of a domain that they have proven.

    Those that begin with it come first. At most ten, and the chosen one.
    """
    query = " ".join(query.split())[:LONGEST_QUERY]
    vetted = Organization.objects.vetted().prefetch_related(
        Prefetch("domain_proofs", queryset=_proven(), to_attr="proofs_shown")
    )
    kept = list(vetted.filter(pk=chosen)) if (chosen := _uuid(chosen)) else []
    matching = list(_matching(vetted, folded(query))[: MOST_FOUND + 1]) if folded(query) else []
    rows = [*kept, *(each for each in matching[:MOST_FOUND] if each not in kept)]
    return Found(
        query=query,
        chosen=str(kept[0].pk) if kept else "",
        organizations=rows,
        there_are_more=len(matching) > MOST_FOUND,
    )


def _matching(vetted: QuerySet[Organization], text: str) -> QuerySet[Organization]:
    by_domain = _proven().filter(organization=OuterRef("pk"), domain__contains=text)
    begins = When(name_folded__startswith=text, then=Value(0))
    return vetted.filter(Q(name_folded__contains=text) | Exists(by_domain)).order_by(
        Case(begins, default=Value(1)), "name_folded", "pk"
    )


def _proven() -> QuerySet[DomainProof]:
    return DomainProof.objects.filter(state=ProofState.PROVEN).order_by("domain")


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


class OrganizationSearch(forms.Widget):
    """A field to search in and what was found. The form says what is looked for in `query`."""

    template_name = "passports/sharing/_organization_search.html"
    query = ""
    # After a search without scripts the field has the focus again.
    was_searched = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "found": find_organizations(self.query, chosen=value),
            "query": self.query,
            "address": reverse_lazy("share_new"),
            "longest": LONGEST_QUERY,
            "was_searched": self.was_searched,
        }
