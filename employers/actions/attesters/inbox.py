"""The inbox of an organization: what it was asked, and how that is searched."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Organization
from employers.models import AttestationRequest
from employers.models.attestation_request import OPEN_ATTESTATIONS
from portal.kernel.text import folded


def inbox_of(organization: Organization, *, by: Any) -> QuerySet[AttestationRequest]:
    """What the organization was asked. Nobody answers about themselves."""
    found = AttestationRequest.objects.filter(organization=organization)
    return found.exclude(request__holder=by) if by is not None else found


def searched(
    rows: QuerySet[AttestationRequest], *, state: str, search: str
) -> QuerySet[AttestationRequest]:
    """`state` is waiting, answered, ended or all; `search` looks in the names of people and
    the job references of those who ask."""
    if state == "waiting":
        rows = rows.filter(state__in=OPEN_ATTESTATIONS)
    elif state == "answered":
        rows = rows.filter(state="answered")
    elif state == "ended":
        rows = rows.filter(state__in=["declined", "handed_over", "expired", "stopped"])
    for word in folded(search).split():
        rows = rows.filter(search_folded__contains=word)
    return rows
