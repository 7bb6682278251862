"""A document behind an answer, for the members of the organization that asked."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.documents import attachment, shown_to_requester
from employers.models import VerificationRequest


@member_required()
def employer_document(request: HttpRequest, request_id: UUID, document_id: UUID) -> HttpResponse:
    found = VerificationRequest.objects.visible_to(request.user).filter(
        organization=organization_of(request)
    )
    document = shown_to_requester(get_object_or_404(found, pk=request_id), str(document_id))
    if document is None:
        raise Http404
    return attachment(document)
