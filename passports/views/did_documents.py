"""The public documents that verifiers fetch: DID documents and status lists."""

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Organization
from passports.adapters.own_identity import did_document
from passports.adapters.own_status_lists import NoKey, published
from passports.models import IssuedStatusList

# A revoked key or credential is noticed this late at the most.
SECONDS = 300


@require_safe
def portal_did(request: HttpRequest) -> HttpResponse:
    return _did(None)


@require_safe
def organization_did(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    return _did(get_object_or_404(Organization, pk=organization_id))


@require_safe
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    found = get_object_or_404(IssuedStatusList.objects.select_related("organization"), pk=list_id)
    try:
        content = published(found)
    except NoKey as error:
        raise Http404 from error
    return _public(content, "application/vc")


def _did(organization: Organization | None) -> HttpResponse:
    document = did_document(organization)
    if document is None:
        raise Http404
    return _public(json.dumps(document, indent=1).encode(), "application/did+json")


def _public(content: bytes, media_type: str) -> HttpResponse:
    """Anybody may read and keep it for a while, also a page of another site."""
    response = HttpResponse(content, content_type=media_type)
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
