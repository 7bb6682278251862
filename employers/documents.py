"""Documents that holders give: what kinds are taken, and how they go out."""

from urllib.parse import quote

from django.http import HttpResponse

from employers.models import ClaimDocument, VerificationRequest

MAX_BYTES = 5_000_000
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def media_type_of(content: bytes) -> str:
    """What the bytes are by their own beginning; empty for what is not taken."""
    return next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), "")


def shown_to_requester(request: VerificationRequest, document_id: str) -> ClaimDocument | None:
    """A document that an answer of this request shows, and no other."""
    for row in request.requested_claims.all():
        if any(each["id"] == document_id for each in row.basis.get("documents", [])):
            return ClaimDocument.objects.filter(pk=document_id, row=row).first()
    return None


def attachment(document: ClaimDocument) -> HttpResponse:
    """To be kept, never shown inside a page: nobody has looked at what is in it."""
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.filename)}"
    response["Cache-Control"] = "private, no-store"
    return response
