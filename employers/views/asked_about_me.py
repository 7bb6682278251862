"""What a holder does while somebody is asked: stop it, ask somebody else, give a document."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.actions.attesters import holding_on as deeds
from employers.actions.refusals import MoveLost, NotAllowed
from employers.documents import attachment
from employers.forms.documents import DocumentForm
from employers.models import ClaimDocument, RequestedClaim, VerificationRequest
from portal.kernel.rate_limit import limited


def _row(request: HttpRequest, row_id: UUID) -> RequestedClaim:
    mine = VerificationRequest.objects.of_holder(request.user)
    rows: Any = RequestedClaim.objects.filter(request__in=mine)
    found: RequestedClaim = get_object_or_404(
        rows.select_related("request__organization", "request__holder", "claim__current"),
        pk=row_id,
    )
    return found


def _too_late(request: HttpRequest, row: RequestedClaim) -> HttpResponse:
    messages.error(request, _("This was answered in the meantime. Nothing has changed now."))
    return redirect("request_for_me", row.request_id)


@require_POST
@login_required
def row_stop(request: HttpRequest, row_id: UUID) -> HttpResponse:
    row = _row(request, row_id)
    try:
        deeds.stop_waiting(row=row, by=request.user)
    except (MoveLost, NotAllowed):
        return _too_late(request, row)
    messages.success(request, _("Nobody is asked about this any more."))
    return redirect("request_for_me", row.request_id)


@require_POST
@login_required
@limited("ask-somebody-else", rate="20/h", key="user")
def row_ask_other(request: HttpRequest, row_id: UUID) -> HttpResponse:
    row = _row(request, row_id)
    try:
        deeds.ask_somebody_else(row=row, by=request.user)
    except (MoveLost, NotAllowed):
        return _too_late(request, row)
    except deeds.NobodyToAsk:
        messages.error(
            request,
            _("Name somebody else first: whom you have named was asked already."),
        )
    else:
        messages.success(request, _("We have stopped asking before, and ask whom you named now."))
    return redirect("request_for_me", row.request_id)


@login_required
@limited("claim-document", rate="30/h", key="user", methods=["POST"])
def row_document(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Give a document for a claim that nobody has confirmed."""
    row = _row(request, row_id)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.give_document(row=row, by=request.user, **form.document)
        except (MoveLost, NotAllowed):
            return _too_late(request, row)
        except deeds.TooManyDocuments:
            form.add_error("file", _("You have given five documents already. Remove one first."))
        else:
            messages.success(request, _("We have kept your document."))
            return redirect("request_for_me", row.request_id)
    return render(request, "employers/attester/document.html", {"row": row, "form": form})


@login_required
def claim_document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    return attachment(
        get_object_or_404(ClaimDocument.objects.visible_to(request.user), pk=document_id)
    )


@require_POST
@login_required
def claim_document_remove(request: HttpRequest, document_id: UUID) -> HttpResponse:
    found = ClaimDocument.objects.visible_to(request.user).select_related("row__request")
    document = get_object_or_404(found, pk=document_id)
    try:
        deeds.take_document_back(document=document, by=request.user)
    except (MoveLost, NotAllowed):
        return _too_late(request, document.row)
    messages.success(request, _("The document is deleted."))
    return redirect("request_for_me", document.row.request_id)
